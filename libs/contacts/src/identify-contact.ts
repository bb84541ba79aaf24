import { type Tx, firstRow, newId, searchVector, wordsVersion } from '#libs/platform';
import { contactVector, rewriteContactWords } from './contact-words.js';
import { claim, identify, identifyByBoth, nameContact } from './contacts.queries.js';

export interface Identification {
  kind: string;
  value: string;
  /** Another address of the same person; whoever has either is the contact. */
  alias?: { kind: string; value: string };
  name?: string;
  verified: boolean;
  locale?: string;
  channelType: string;
}

interface Identified {
  contactId: string;
  aliasContactId?: string;
  /** Whether a contact who was known has another address now. */
  isNew?: boolean;
}

/** Somebody else made a contact of the alias while we made one of the address: tried again, by the rules of the database, and found then. */
class AliasTakenMeanwhile extends Error {
  readonly code = '40001';
}

/**
 * The contact whose address this is; made when nobody has it. Locks the identity, so that messages of one person that
 * come at the same time make one contact and find one ticket.
 */
export async function identifyContact(
  tx: Tx,
  { kind, value, alias, name, verified, locale, channelType }: Identification,
): Promise<string> {
  const fresh = newId();
  const words = contactVector(name, alias ? [{ kind, value }, alias] : [{ kind, value }]);
  const known = [kind, value, verified, channelType, name ?? null, locale ?? null, words, wordsVersion];
  const parameters = [newId(), fresh, ...known];
  const identity = alias
    ? await firstRow<Identified>(tx, identifyByBoth, [...parameters, newId(), alias.kind, alias.value])
    : await firstRow<Identified>(tx, identify, parameters);
  const { contactId, aliasContactId, isNew } = identity!;
  if (contactId === fresh && aliasContactId && aliasContactId !== fresh) throw new AliasTakenMeanwhile();
  if (contactId === fresh) return contactId;
  if (name) await tx.query(nameContact, [contactId, name, searchVector(name)]);
  if (isNew) await rewriteContactWords(tx, [contactId]);
  return contactId;
}

/** Notes an address that a contact claims; the one claimed last counts. Nobody else's history hangs on it. */
export async function claimAddress(tx: Tx, contactId: string, kind: string, value: string): Promise<void> {
  await tx.query(claim, [newId(), contactId, kind, value]);
  await rewriteContactWords(tx, [contactId]);
}
