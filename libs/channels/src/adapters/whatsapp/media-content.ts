import { field, fileName, identifier, line, text } from '../../wire/fields.js';
import type { Content } from './message-content.js';

const extensions = new Map([
  ['image/jpeg', 'jpg'], ['image/png', 'png'], ['image/webp', 'webp'], ['video/mp4', 'mp4'], ['video/3gpp', '3gp'],
  ['audio/ogg', 'ogg'], ['audio/mpeg', 'mp3'], ['audio/mp4', 'm4a'], ['audio/aac', 'aac'], ['audio/amr', 'amr'], ['application/pdf', 'pdf'],
]);

/** A file to be fetched later by its media id, and its caption. */
export function mediaContent(media: unknown, kind: string): Content | undefined {
  const mediaRef = identifier(field(media, 'id'));
  if (!mediaRef) return undefined;
  const contentType = mediaType(field(media, 'mime_type'));
  const name = fileName(field(media, 'filename')) ?? `${kind}.${extensions.get(contentType) ?? 'bin'}`;
  return { text: text(field(media, 'caption')) ?? '', files: [{ name, contentType, mediaRef }] };
}

/** `audio/ogg; codecs=opus` without its parameters. */
function mediaType(value: unknown): string {
  const type = line(value)?.split(';')[0]!.trim().toLowerCase() ?? '';
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
}
