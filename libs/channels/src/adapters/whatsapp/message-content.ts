import { field, fileName, identifier, line, list, text } from '../../wire/fields.js';
import { mediaType, nameOfKind } from '../../wire/media-type.js';
import type { Content } from './content.js';
import { contactsContent, locationContent, orderContent } from './card-content.js';
import { interactiveContent } from './interactive-content.js';

const MAX_TEXT = 50_000;

function textContent(body: unknown, flags: string[] = []): Content | undefined {
  const said = text(body, MAX_TEXT);
  if (!said) return undefined;
  return { text: said, flags: (body as string).length > MAX_TEXT ? [...flags, 'truncated'] : flags };
}

/** A file to be fetched later by its media id, and its caption. */
function mediaContent(media: unknown, kind: string): Content | undefined {
  const mediaRef = identifier(field(media, 'id'));
  if (!mediaRef) return undefined;
  const contentType = mediaType(field(media, 'mime_type'));
  const name = fileName(field(media, 'filename')) ?? nameOfKind(kind, contentType);
  return { text: text(field(media, 'caption')) ?? '', files: [{ name, contentType, mediaRef }] };
}

const readers = new Map<unknown, (message: unknown) => Content | undefined>([
  ['text', (message) => textContent(field(message, 'text', 'body'))],
  ['image', (message) => mediaContent(field(message, 'image'), 'image')],
  ['video', (message) => mediaContent(field(message, 'video'), 'video')],
  ['audio', (message) => mediaContent(field(message, 'audio'), 'audio')],
  ['document', (message) => mediaContent(field(message, 'document'), 'document')],
  ['sticker', (message) => mediaContent(field(message, 'sticker'), 'sticker')],
  ['location', (message) => locationContent(field(message, 'location'))],
  ['contacts', (message) => contactsContent(list(field(message, 'contacts')))],
  ['button', (message) => textContent(field(message, 'button', 'text'))],
  ['interactive', (message) => interactiveContent(field(message, 'interactive'))],
  ['reaction', (message) => textContent(field(message, 'reaction', 'emoji'), ['reaction'])],
  ['order', (message) => orderContent(field(message, 'order'))],
  ['system', (message) => textContent(field(message, 'system', 'body'), ['system'])],
]);

/** Reads the content by its kind. */
export const contentOf = (message: unknown): Content | undefined => readers.get(field(message, 'type'))?.(message);

/** What an agent sees of a message that the API withholds or whose kind is unknown: that it arrived, and its kind. */
export function placeholder(message: unknown): Content {
  const type = field(message, 'type');
  const kind = (type === 'unsupported' ? line(field(message, 'unsupported', 'type'), 60) : line(type, 60)) ?? 'unknown';
  const error = list(field(message, 'errors'))[0];
  const why = line(field(error, 'error_data', 'details'), 300) ?? line(field(error, 'title'), 300);
  return { text: `[${kind}]${why ? ` ${why}` : ''}`, flags: ['unsupported'] };
}
