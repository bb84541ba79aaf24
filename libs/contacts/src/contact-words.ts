import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Tx, endsOf, rows, searchWords, vectorOf, wordsVersion } from '#libs/platform';
import { namesOfContacts, writeWords } from './contacts.queries.js';

interface Address {
  kind: string;
  value: string;
}
interface Named {
  id: string;
  name: string | null;
  addresses: Address[];
}

/** The last digits of a phone that people search by. */
const fewestDigits = 4;
/** Agents do not search for a part of a key that a machine made. */
const nameLike = /^[\p{L}\p{M}]{1,24}\d{0,4}$/u;

/**
 * A tsvector literal of the words by which a contact's tickets are found: the name, and the addresses that people know.
 * Each end of a name's words is a word as well, so that every part of it begins one.
 */
export function contactVector(name: string | null | undefined, addresses: Address[]): string {
  return vectorOf([...new Set([...wordsOfName(name ?? ''), ...addresses.flatMap(wordsOfAddress)])]);
}

const wordsOfName = (name: string): string[] =>
  searchWords(name).flatMap((word) => (nameLike.test(word) ? endsOf(word) : [word]));

function wordsOfAddress({ kind, value }: Address): string[] {
  // Agents do not search for an id that a browser generated.
  if (kind === 'visitor') return [];
  if (kind === 'phone') return wordsOfPhone(value);
  const at = value.lastIndexOf('@');
  return at < 0 ? searchWords(value) : [...wordsOfName(value.slice(0, at)), ...searchWords(value.slice(at + 1))];
}

/** The number with every end of it, and as it is dialled at home, since agents search for all of them. */
function wordsOfPhone(value: string): string[] {
  const digits = value.replace(/\D/g, '');
  const home = parsePhoneNumberFromString(`+${digits}`)?.formatNational().replace(/\D/g, '');
  const ends = Array.from({ length: Math.max(1, digits.length - fewestDigits + 1) }, (_, start) => digits.slice(start));
  return home ? [...ends, home] : ends;
}

/** Rewrites the words of contacts from their current names and addresses. Locks the contacts. */
export async function rewriteContactWords(tx: Tx, contactIds: string[]): Promise<void> {
  const contacts = await rows<Named>(tx, namesOfContacts, [contactIds]);
  const written = contacts.map(({ id, name, addresses }) => ({ id, words: contactVector(name, addresses) }));
  await tx.query(writeWords, [JSON.stringify(written), wordsVersion]);
}
