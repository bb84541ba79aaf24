import type { OutboundFile, OutboundMessage } from '../../define-channel.js';

type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** One message at the provider: a text, or a file with its caption. */
export type Part = { text: string } | { file: OutboundFile; kind: MediaKind; caption?: string };

const MAX_CAPTION = 1_024;
/** The few types that show in place; everything else goes as a document. */
const kinds = new Map<string, MediaKind>([
  ['image/jpeg', 'image'], ['image/png', 'image'], ['video/mp4', 'video'], ['video/3gpp', 'video'],
  ['audio/aac', 'audio'], ['audio/amr', 'audio'], ['audio/mpeg', 'audio'], ['audio/mp4', 'audio'], ['audio/ogg', 'audio'],
]);

/** WhatsApp takes one file a message: a single one carries the text as its caption, several follow the text. */
export function partsOf({ text, files }: OutboundMessage): Part[] {
  const media = files.map((file) => ({ file, kind: kinds.get(file.contentType) ?? 'document' as const }));
  const only = media.length === 1 ? media[0]! : undefined;
  if (only && text && only.kind !== 'audio' && text.length <= MAX_CAPTION) return [{ ...only, caption: text }];
  return [...(text ? [{ text }] : []), ...media];
}
