import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Tx, rows, searchVector, wordsVersion } from '#libs/platform';
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

/**
 * A tsvector literal of the words by which a contact's tickets are found: the name, and the addresses that people know.
 * A phone is stored as its digits, with and without the country code, since agents search for both.
 */
export function contactVector(name: string | null | undefined, addresses: Address[]): string {
  return searchVector([name ?? '', ...addresses.flatMap(spellings)].join('\n'));
}

function spellings({ kind, value }: Address): string[] {
  // Agents do not search for an id that a browser generated.
  if (kind === 'visitor') return [];
  if (kind !== 'phone') return [value];
  const parsed = parsePhoneNumberFromString(value.startsWith('+') ? value : `+${value}`);
  const national = parsed ? [parsed.nationalNumber, parsed.formatNational()] : [];
  return [value, ...national].map((number) => number.replace(/\D/g, ''));
}

/** Rewrites the words of contacts from their current names and addresses. Locks the contacts. */
export async function rewriteContactWords(tx: Tx, contactIds: string[]): Promise<void> {
  const contacts = await rows<Named>(tx, namesOfContacts, [contactIds]);
  const written = contacts.map(({ id, name, addresses }) => ({ id, words: contactVector(name, addresses) }));
  await tx.query(writeWords, [JSON.stringify(written), wordsVersion]);
}
