import { searchWords } from '#libs/platform';
import { foldSpelling } from './fold-spelling.js';
import { noiseCharacters, noiseWords } from './noise-words.js';

/** Articles and conjunctions that Arabic writes as a prefix of the word. */
const arabicPrefix = /^(?:وال|فال|بال|كال|ولل|لل|ال)(?=\p{Script=Arabic}{3})/u;
const ends = /[.!?。！？؟\n\r;；]+/u;
const longest = 2_000;

/** Returns the content words of a text. */
export function contentWords(text: string): string[] {
  const quiet = foldSpelling(text.slice(0, longest)).replace(noiseCharacters, ' ');
  const words = searchWords(quiet).filter((word) => !noiseWords.has(word));
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
