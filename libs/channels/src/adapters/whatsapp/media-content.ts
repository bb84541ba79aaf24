import { field, fileName, identifier, text } from '../../wire/fields.js';
import { mediaType, nameOfKind } from '../../wire/media-type.js';
import type { Content } from './content.js';

/** A file to be fetched later by its media id, and its caption. */
export function mediaContent(media: unknown, kind: string): Content | undefined {
  const mediaRef = identifier(field(media, 'id'));
  if (!mediaRef) return undefined;
  const contentType = mediaType(field(media, 'mime_type'));
  const name = fileName(field(media, 'filename')) ?? nameOfKind(kind, contentType);
  return { text: text(field(media, 'caption')) ?? '', files: [{ name, contentType, mediaRef }] };
}
