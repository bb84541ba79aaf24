import { foldText, readLocales, splitWords } from '#libs/platform';

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
const noiseWords = new Set(listed('words').map(foldText).filter(Boolean));

/** Longer phrases first, so that no part of one is left. */
const noiseCharacters = new RegExp(listed('phrases').sort(longerFirst).map(escape).join('|'), 'gu');

/** Articles and conjunctions that Arabic writes as a prefix of the word. */
const arabicPrefix = /^(?:وال|فال|بال|كال|ولل|لل|ال)(?=\p{Script=Arabic}{3})/u;
const ends = /[.!?。！？؟\n\r;；]+/u;
const longest = 2_000;

/** Returns the content words of a text. */
export function contentWords(text: string): string[] {
  const quiet = foldText(text.slice(0, longest)).replace(noiseCharacters, ' ');
  const words = [...splitWords(quiet)].filter((word) => !noiseWords.has(word));
  return [...new Set(words.map((word) => word.replace(arabicPrefix, '')))].filter((word) => !noiseWords.has(word));
}

/** Returns the content words of each sentence; leaves out sentences without any. */
export function sentencesOf(text: string): string[][] {
  return text
    .slice(0, longest)
    .split(ends, 40)
    .map(contentWords)
    .filter((words) => words.length > 0);
}
