import type { InboundFile } from '../../define-channel.js';
import { lines, personText, placeText } from '../../wire/cards.js';
import { field, fileName, identifier, line, list, number } from '../../wire/fields.js';
import { mediaType, nameOfKind, playingTime } from '../../wire/media-type.js';
import { readVcard } from '../../wire/vcard.js';
import { buttonLinks, linkedText } from './linked-text.js';

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
    linkedText(field(message, 'text'), field(message, 'entities')) ??
    linkedText(field(message, 'caption'), field(message, 'caption_entities')) ??
    placeOf(message) ??
    cardOf(field(message, 'contact'));
  const words = lines(said, buttonLinks(message));
  return words || file ? { text: words, files: file ? [file] : [] } : undefined;
}

/** What Telegram says of a chat without anything that the customer wrote: it asks for nothing. */
const notices =
  /^(pinned_message|message_auto_delete_timer_changed|write_access_allowed|connected_website|chat_background_set|boost_added|proximity_alert_triggered|giveaway_(created|completed|winners)|(direct|paid)_message_price_changed|video_chat_\w+|migrate_(to|from)_chat_id)$/;

export const isNotice = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && Object.keys(message).some((key) => notices.test(key));

/** What an agent sees of a notice and of an unknown kind of message: the names of its fields. */
export function placeholder(message: unknown): Content {
  const known = [
    'message_id',
    'from',
    'chat',
    'date',
    'edit_date',
    'reply_to_message',
    'media_group_id',
    'forward_origin',
    'forward_date',
    'quote',
    'external_reply',
  ];
  const names =
    typeof message === 'object' && message !== null ? Object.keys(message).filter((key) => !known.includes(key)) : [];
  return { text: `[${line(names.slice(0, 5).join(', '), 120) ?? 'unknown'}]`, files: [] };
}

/** A photo has several sizes; the largest is the original. */
function photoOf(sizes: unknown[]): InboundFile | undefined {
  const largest = sizes.reduce((best, size) => (area(size) > area(best) ? size : best), sizes[0]);
  const mediaRef = identifier(field(largest, 'file_id'));
  return mediaRef
    ? { name: 'photo.jpg', contentType: 'image/jpeg', mediaRef, sourceId: sourceOf(largest, mediaRef) }
    : undefined;
}

/** The handle may change from one update to the next; this id does not. */
const sourceOf = (file: unknown, mediaRef: string) => identifier(field(file, 'file_unique_id')) ?? mediaRef;

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
        sourceId: sourceOf(field(message, kind), mediaRef),
        ...roleOf(kind),
        ...playingTime(field(message, kind, 'duration')),
      };
  }
  return undefined;
}

const roles = new Map([
  ['voice', 'voice'],
  ['sticker', 'sticker'],
  ['animation', 'animation'],
] as const);
const roleOf = (kind: string) => {
  const role = (roles as ReadonlyMap<string, InboundFile['role']>).get(kind);
  return role && { role };
};

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

/** A contact card. Its vCard may say more than the fields of the message, which have one number. */
function cardOf(contact: unknown): string | undefined {
  const name = line(`${line(field(contact, 'first_name')) ?? ''} ${line(field(contact, 'last_name')) ?? ''}`);
  const card = readVcard(field(contact, 'vcard'));
  const number = line(field(contact, 'phone_number'));
  const others = (card.phones ?? []).filter((phone) => digitsOf(phone) !== digitsOf(number));
  return personText(name, { ...card, phones: [number, ...others] });
}

const digitsOf = (phone: unknown) => (typeof phone === 'string' ? phone.replace(/\D/g, '') : '');
