import { text } from './fields.js';
import type { Card } from './cards.js';

const escapes: Record<string, string> = { n: '\n', N: '\n' };

/**
 * The company, addresses and ways of a vCard (RFC 6350, and the older 3.0 and 2.1 as far as they agree with it).
 * Whatever else it holds is left out.
 */
export function readVcard(value: unknown): Card {
  // A line that begins with a blank continues the one before.
  const lines = (text(value, 20_000) ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
    .slice(0, 200);
  const entries = lines.map(entryOf).filter((entry) => entry !== undefined);
  const all = (name: string) => entries.filter((entry) => entry.name === name);
  const plain = (name: string) => all(name).map((entry) => unescaped(entry.value));
  return {
    company: [...all('ORG').flatMap(partsOf), ...plain('TITLE')],
    phones: plain('TEL').map((phone) => phone.replace(/^tel:/i, '')),
    mails: plain('EMAIL'),
    addresses: all('ADR').map(placeOf),
    urls: plain('URL'),
  };
}

/** `item1.ADR;TYPE=home:;;Street;City` is a name, parameters, which do not matter here, and a value. */
function entryOf(line: string): { name: string; value: string } | undefined {
  const match = /^(?:[\w-]+\.)?([A-Za-z-]+)(?:;[^:]*)?:(.*)$/.exec(line);
  return match ? { name: match[1]!.toUpperCase(), value: match[2]! } : undefined;
}

/** Post box, flat, street, city, region, code, country; written as WhatsApp’s are. */
function placeOf(entry: { value: string }): unknown[] {
  const [box, flat, street, city, region, code, country] = partsOf(entry);
  return [box, flat, street, [code, city], region, country];
}

const partsOf = ({ value }: { value: string }) => value.split(/(?<!\\);/).map(unescaped);
const unescaped = (value: string) => value.replace(/\\(.)/g, (_all, letter: string) => escapes[letter] ?? letter);
