import { either } from './mail-line.js';
import { citedTo, pronouns, wroteVerbs } from './quote-words.js';

export const date = /(?<!\d)\d{4}(?!\d)|(?<!\d)\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}/u;
export const time = /(?<![\d.])\d{1,2}\s?[:h時时시點点]\s?\d{2}(?!\d)|(?<![\d./-])\d{1,2}\.\d{2}(?![\d.])/u;
/** A person who says what they or others wrote: "I wrote", "schrieb mir". */
export const byHand = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:${either(pronouns)})\s(?:\p{L}{1,12}\s)?(?:${either(wroteVerbs)})`,
  'iu',
);
const toSomebody = new RegExp(String.raw`(?:${either(wroteVerbs)})\s(?:${either(citedTo)})(?![\p{L}\p{M}])`, 'iu');
const bracketed = /[<([〈（]\s?(?:mailto:)?[^\s<>()[\]"@]{1,100}@/iu;
/** What stands between the hour and the author besides the author's name. */
const ofTheHour = new Set(['am', 'pm', 'uhr', 'hrs', 'tarihinde', 'van', 'von', 'via', 'de', 'der', 'du', 'da', 'di']);
const personal = /[我你您她他]|我们|저는|제가/u;

/**
 * Whether a line says when and from which address, in the form of a program: enough to be sure without a mark on what
 * follows. The address stands in brackets behind a name; a sentence has other words there, or brings its own address.
 */
export function isOpenLine(text: string): boolean {
  if (!date.test(text) || !time.test(text) || byHand.test(text) || toSomebody.test(text)) return false;
  const at = bracketed.exec(text)?.index ?? -1;
  if (at < 0) return false;
  const head = text.slice(0, at);
  const words = head.slice(endOfHour(head)).split(/[\s,"'«»„“”]+/u);
  return !personal.test(head) && words.every((word) => ofTheHour.has(word.toLowerCase()) || !isCommon(word));
}

/** Where the hour and the verb before an author end. */
function endOfHour(head: string): number {
  const hour = time.exec(head);
  const end = hour ? hour.index + hour[0].length : 0;
  const verb = verbs.exec(head.slice(end));
  return verb ? end + verb.index + verb[0].length : end;
}

const verbs = new RegExp(String.raw`^.{0,20}?(?<![\p{L}\p{M}])(?:${either(wroteVerbs)})(?![\p{L}\p{M}])`, 'iu');
/** A word with small letters only, which no name is but for a few; abbreviations such as "г." are none. */
const isCommon = (word: string): boolean => /^\p{Ll}[\p{Ll}\p{M}’]+$/u.test(word);

export const digits = (text: string): string => text.replace(/(?![0-9])\p{Nd}/gu, '1');
