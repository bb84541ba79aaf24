import { foldText } from './fold-text.js';
import { otherPhone } from './phone-forms.js';
import { quoteWord } from './search-words.js';
import { splitWords } from './split-words.js';
import { askedParts, isPrefix, withoutJosa } from './word-parts.js';

/** A word of a question. */
export interface SearchTerm {
  /** The word, folded. */
  word: string;
  /** Whether words that begin with it are found as well. */
  isPrefix: boolean;
  /** A tsquery for it. */
  query: string;
}

const maxQuestion = 200;
const mostWords = 12;
const phone = /(?:\+|\b00)?\(?\d[\d\s()./-]{5,}\d/g;
/** A number in groups, each with a digit or of a few letters: HH-48213, 1Z 999 AA1 01 2345 6784. */
const inGroups = /^#?(?:(?:[a-z]{1,3}|[a-z]*\d[a-z0-9]*)[\s()./_-]+)+(?:[a-z]{1,3}|[a-z]*\d[a-z0-9]*)$/;
const inOnePiece = /(?<![a-z0-9])([a-z]{1,6})(\d{3,})(?![a-z0-9])/g;

/**
 * The forms in which a question is tried, each a list of words that must all match; empty when it has no words. A
 * number with separators is tried as written and as one, as phones and orders are stored, one of letters and digits
 * also as two words.
 */
export function readQuestion(question: string): SearchTerm[][] {
  const text = foldText(question.slice(0, maxQuestion)).trim();
  const asOneNumber = text.replace(phone, digitsOf);
  const asOtherNumber = text.replace(phone, (number) => otherPhone(digitsOf(number)));
  const asOneWord = inGroups.test(text) && /\d.*\d.*\d/.test(text) ? text.replace(/[^a-z0-9]/g, '') : text;
  const asTwoWords = text.replace(inOnePiece, '$1 $2');
  const forms = [...new Set([text, asOneNumber, asOtherNumber, asOneWord, asTwoWords])].map((form) =>
    termsOf(form, question),
  );
  return forms.filter((terms) => terms.length > 0);
}

/** The digits of a phone number, without the zero that is dialled only at home: +49 (0)171. */
const digitsOf = (number: string): string => number.replace(/(?<=\d\s{0,3})\(0\)/, '').replace(/^\+|^00|\D/g, '');

function termsOf(form: string, question: string): SearchTerm[] {
  const words = [...splitWords(form)].slice(0, mostWords);
  const before = wordsOfVersionBefore(question, words.length);
  return words.map((word, index) => termOf(word, before[index]));
}

/** Words as version 2 stored them, for rows that are not rewritten yet. */
function wordsOfVersionBefore(question: string, count: number): string[] {
  const words = [...splitWords(question.slice(0, maxQuestion).normalize('NFKC').toLowerCase())];
  return words.length === count ? words : [];
}

/**
 * A word that may have a prefix is also looked for without it, but then as a whole: "חשבון", bill, does not answer
 * "מחשב", computer.
 */
function termOf(word: string, before: string | undefined): SearchTerm {
  const { sure, possible } = askedParts(word);
  const begins = [withoutJosa(word), ...(/\d/.test(word) ? [] : sure)];
  const older = before && before !== word ? [before] : [];
  const query = [...[...begins, ...older].map(searchWord), ...possible.map(quoteWord), ...inTwo(word)].join(' | ');
  return { word, isPrefix: isPrefix(word), query };
}

/** A name that people type without its apostrophe, as O'Brien is stored. */
function inTwo(word: string): string[] {
  const [, letter, rest] = /^([odl])([a-z]{4,})$/.exec(word) ?? [];
  return letter && rest ? [`(${quoteWord(letter)} & ${searchWord(rest)})`] : [];
}

/** A tsquery for a word, and for those that begin with it where it is long enough. */
const searchWord = (word: string): string => `${quoteWord(word)}${isPrefix(word) ? ':*' : ''}`;
