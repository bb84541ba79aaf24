import { foldText } from './fold-text.js';
import { splitWords } from './split-words.js';
import { partsOf } from './word-parts.js';

const maxText = 20_000;

/**
 * The version of stored words. Raise it when `searchWords` returns other words for the same text: a background job
 * rewrites rows of older versions, and until then a query also tries words as the version before had them.
 * Version 1 stored the subject with the words of a ticket's first message, and had no words of contacts. Version 2 had
 * accents, and no parts of words.
 */
export const wordsVersion = 3;

/** The words by which a text is found: each without accents, and the parts of those that are more than their noun. */
export function searchWords(text: string): string[] {
  const words = splitWords(foldText(text.slice(0, maxText)));
  for (const word of [...words]) {
    const { sure, possible } = partsOf(word);
    for (const part of sure) words.add(part);
    for (const part of possible) words.add(part);
  }
  return [...words];
}

/** A tsvector literal of words. */
export const vectorOf = (words: string[]): string => words.map(quoteWord).join(' ');

/** A tsvector literal of a text's words. */
export const searchVector = (text: string): string => vectorOf(searchWords(text));

/** A word as literals of tsvector and tsquery have it. */
export const quoteWord = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
