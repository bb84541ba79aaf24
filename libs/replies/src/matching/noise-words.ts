import { readLocales } from '#libs/platform';
import { foldSpelling } from './fold-spelling.js';

/** Words that say how something is asked, not what about. */
interface Noise {
  words?: string;
  /** The same for scripts that write words without spaces between them. */
  phrases?: string;
}

const locales = readLocales<Noise>(new URL('./locales/', import.meta.url));
const listed = (kind: keyof Noise): string[] =>
  locales.tags.flatMap((tag) => (locales.of(tag).texts[kind] ?? '').split(/\s+/)).filter(Boolean);

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const longerFirst = (one: string, other: string) => other.length - one.length;

/** Words that carry no meaning of their own, of every language together. Folded as the texts are. */
export const noiseWords = new Set(listed('words').map(foldSpelling).filter(Boolean));

/** Longer phrases first, so that no rest of one stays. */
export const noiseCharacters = new RegExp(listed('phrases').sort(longerFirst).map(escape).join('|'), 'gu');
