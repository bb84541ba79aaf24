import type { InboundFile } from '../../define-channel.js';
import { personText, placeText } from '../../wire/cards.js';
import { field, fileName, identifier, line, list, number, text } from '../../wire/fields.js';
import { mediaType, nameOfKind } from '../../wire/media-type.js';

interface Content {
  text: string;
  files: InboundFile[];
}

/** Fields with a file, and their default media type. An animation also has a document, so it is first. */
const fileFields = new Map([
  ['animation', 'video/mp4'],
  ['document', 'application/octet-stream'],
  ['voice', 'audio/ogg'],
  ['audio', 'audio/mpeg'],
  ['video', 'video/mp4'],
  ['video_note', 'video/mp4'],
  ['sticker', 'image/webp'],
]);

/** The content of a message, by the field that it has. */
export function contentOf(message: unknown): Content | undefined {
  const file = photoOf(list(field(message, 'photo'))) ?? fileOf(message);
  const said =
    text(field(message, 'text')) ??
    text(field(message, 'caption')) ??
    placeOf(message) ??
    cardOf(field(message, 'contact'));
  return said || file ? { text: said ?? '', files: file ? [file] : [] } : undefined;
}

/** What an agent sees of an unknown kind of message: the names of its fields. */
export function placeholder(message: unknown): Content {
  const known = ['message_id', 'from', 'chat', 'date', 'reply_to_message', 'media_group_id'];
  const names =
    typeof message === 'object' && message !== null ? Object.keys(message).filter((key) => !known.includes(key)) : [];
  return { text: `[${line(names.slice(0, 5).join(', '), 120) ?? 'unknown'}]`, files: [] };
}

/** A photo has several sizes; the largest is the original. */
function photoOf(sizes: unknown[]): InboundFile | undefined {
  const largest = sizes.reduce((best, size) => (area(size) > area(best) ? size : best), sizes[0]);
  const mediaRef = identifier(field(largest, 'file_id'));
  return mediaRef ? { name: 'photo.jpg', contentType: 'image/jpeg', mediaRef } : undefined;
}

const area = (size: unknown) => (number(field(size, 'width')) ?? 0) * (number(field(size, 'height')) ?? 0);

function fileOf(message: unknown): InboundFile | undefined {
  for (const [kind, usual] of fileFields) {
    const mediaRef = identifier(field(message, kind, 'file_id'));
    const contentType = mediaType(field(message, kind, 'mime_type'), usual);
    if (mediaRef)
      return {
        name: fileName(field(message, kind, 'file_name')) ?? nameOfKind(kind, contentType),
        contentType,
        mediaRef,
      };
  }
  return undefined;
}

function placeOf(message: unknown): string | undefined {
  const location = field(message, 'location');
  const [latitude, longitude] = [field(location, 'latitude'), field(location, 'longitude')];
  return placeText({
    latitude,
    longitude,
    name: field(message, 'venue', 'title'),
    address: field(message, 'venue', 'address'),
  });
}

function cardOf(contact: unknown): string | undefined {
  const name = line(`${line(field(contact, 'first_name')) ?? ''} ${line(field(contact, 'last_name')) ?? ''}`);
  return personText(name, [field(contact, 'phone_number')]);
}
