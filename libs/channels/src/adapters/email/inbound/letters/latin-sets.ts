/**
 * Which of the two usual sets of Western Europe bytes are of: they differ in eight signs, which one has for fractions
 * and accents that stand alone, and the other for the euro and letters.
 */
export function latinOf(bytes: Uint8Array): 'windows-1252' | 'iso-8859-15' {
  const text = Buffer.from(bytes).toString('latin1');
  // Bytes that only the larger of the two has.
  if (/[\x80-\x9f]/.test(text)) return 'windows-1252';
  const letters = text.match(asLetters)?.length ?? 0;
  const signs = text.match(asSigns)?.length ?? 0;
  return letters > signs ? 'iso-8859-15' : 'windows-1252';
}

const near = String.raw`[A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\xff]`;
/** € for the sign of any currency, œ, Œ, š, ž and Š within words. */
const asLetters = new RegExp(
  String.raw`\xa4|(?<=${near})\xbd(?=[a-z])|(?<!${near}|\d)\xbd(?=[uid])|(?<!${near}|\d)\xbc(?=[ui])|(?<=${near})[\xa8\xb8](?!\d)|(?<!${near})[\xa6\xa8\xb8](?=[a-z])`,
  'g',
);
/** Fractions, and accents in place of an apostrophe. */
const asSigns = /(?:\d\s?|(?<!\S))[\xbc-\xbe](?![A-Za-z])|\d[\xbc-\xbe]|(?<=[A-Za-z])\xb4/g;
