export type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** The types that WhatsApp shows inline; all others are sent as documents. */
const kinds = new Map<string, MediaKind>([
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['video/mp4', 'video'],
  ['video/3gpp', 'video'],
  ['audio/aac', 'audio'],
  ['audio/amr', 'audio'],
  ['audio/mpeg', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/ogg', 'audio'],
]);

/** WhatsApp's message type for a file. */
export const mediaKindOf = ({ contentType }: { contentType: string }): MediaKind =>
  kinds.get(contentType) ?? 'document';
