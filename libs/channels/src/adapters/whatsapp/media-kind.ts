export type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** The few types that show in place; everything else goes as a document. */
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

/** As what WhatsApp takes a file. */
export const mediaKindOf = ({ contentType }: { contentType: string }): MediaKind =>
  kinds.get(contentType) ?? 'document';
