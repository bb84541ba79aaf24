import { line, number } from './fields.js';

const extensions = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
  ['video/mp4', 'mp4'],
  ['video/3gpp', '3gp'],
  ['video/webm', 'webm'],
  ['audio/ogg', 'ogg'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['audio/aac', 'aac'],
  ['audio/amr', 'amr'],
  ['application/pdf', 'pdf'],
]);

/** `audio/ogg; codecs=opus` without its parameters. */
export function mediaType(value: unknown, otherwise = 'application/octet-stream'): string {
  const type = line(value)?.split(';')[0]!.trim().toLowerCase() ?? '';
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : otherwise;
}

/** A name for a file without one. */
export const nameOfKind = (kind: string, contentType: string): string =>
  `${kind}.${extensions.get(contentType) ?? 'bin'}`;

/** How long a file plays, in whole seconds; nothing without a plausible number. */
export function playingTime(value: unknown): { seconds?: number } {
  const seconds = Math.round(number(value) ?? -1);
  return seconds >= 0 && seconds < 86_400 ? { seconds } : {};
}
