import { reason } from '#libs/contracts';
import type { OutboundFile } from '../../define-channel.js';
import { mediaType } from '../../wire/media-type.js';

export type MediaKind = 'image' | 'audio' | 'video' | 'file';

const MB = 1024 * 1024;
/** Of each kind, the most that Instagram takes and the media types that it names. */
const kinds: Record<MediaKind, { most: number; types: string[] }> = {
  image: { most: 8 * MB, types: ['image/png', 'image/jpeg', 'image/gif'] },
  audio: {
    most: 25 * MB,
    types: ['audio/aac', 'audio/mp4', 'audio/m4a', 'audio/x-m4a', 'audio/wav', 'audio/x-wav', 'audio/wave'],
  },
  video: {
    most: 25 * MB,
    types: ['video/mp4', 'video/ogg', 'video/avi', 'video/x-msvideo', 'video/quicktime', 'video/webm'],
  },
  file: { most: 25 * MB, types: ['application/pdf'] },
};
const kindOfType = new Map(
  Object.entries(kinds).flatMap(([kind, { types }]) => types.map((type) => [type, kind as MediaKind] as const)),
);

/** How Instagram shows a file; what it does not take has been refused before. */
export const mediaKindOf = ({ contentType }: Pick<OutboundFile, 'contentType'>): MediaKind =>
  kindOfType.get(mediaType(contentType)) ?? 'file';

/** Why Instagram would not take one of the files: it reports that after the parts before it have been sent. */
export function whyNotSendable(files: OutboundFile[]): string | undefined {
  for (const { contentType, bytes } of files) {
    const name = mediaType(contentType);
    const kind = kindOfType.get(name);
    if (!kind) return reason('file-type-refused', { platform: 'Instagram', name });
    const { most } = kinds[kind];
    if (bytes.length > most) return reason('file-too-large', { platform: 'Instagram', name, max: most / MB });
  }
  return undefined;
}
