import { inAsciiDigits } from '#libs/platform';

/** The most numbers that are looked up for one ticket. */
const mostNumbers = 100;

/** A word in which an order number may be: shops write them in ASCII, with at least one digit. */
const word = /#?[A-Za-z0-9](?:[A-Za-z0-9/_.-]*[A-Za-z0-9])?/g;
/** A short prefix that is written apart from its digits: HH 48213. */
const apart = /(?<![A-Za-z0-9])([A-Za-z]{1,5})\s(\d[\d-]{2,})(?![A-Za-z0-9])/g;

/** A number with what it is called before it, without a blank: Nr.48213, No.48213, order-48213. */
const labelled =
  /^(?:n|nr|no|num|nro|id|order|bestellung|bestelling|commande|pedido|ordine|encomenda|zam[oó]wienie)[./_-]?(\d{3,40})$/i;

/** A number without case and separators: `#HH-48213`, `hh48213` and `HH 48213` are the same one. */
export const orderKey = (number: string): string =>
  inAscii(number)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The keys of all that may be an order number in texts, in the order in which they occur. A bare number of up to three
 * digits is one only behind a `#`: it is mostly an amount or a day.
 */
export function orderKeysIn(texts: string[]): string[] {
  const keys = new Set<string>();
  for (const text of texts) for (const key of keysIn(inAscii(text))) keys.add(key);
  return [...keys].slice(0, mostNumbers);
}

function* keysIn(text: string): Generator<string> {
  for (const [found] of text.matchAll(word)) {
    if (isNumber(found)) yield orderKey(found);
    const digits = labelled.exec(found)?.[1];
    if (digits && isNumber(digits)) yield digits;
  }
  for (const [, prefix = '', digits = ''] of text.matchAll(apart)) yield orderKey(prefix + digits);
}

const isNumber = (found: string): boolean =>
  found.length <= 60 && /\d/.test(found) && (found.startsWith('#') || !/^\d{1,3}$/.test(found));

/** Full-width letters and digits, and digits of Arabic and Persian, as ASCII. */
const inAscii = (text: string): string => inAsciiDigits(text.normalize('NFKC'));
