import { readLocales } from '#libs/platform';
import { foldSpelling } from './fold-spelling.js';

/** Words that say how a question is asked, not what it is about. */
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

/** Stop words of all languages together, folded as the texts are. */
export const noiseWords = new Set(listed('words').map(foldSpelling).filter(Boolean));

/** Longer phrases first, so that no part of one is left. */
export const noiseCharacters = new RegExp(listed('phrases').sort(longerFirst).map(escape).join('|'), 'gu');
