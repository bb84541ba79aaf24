import { type Tx, firstRow, newId, wordsVersion } from '#libs/platform';
import { contactVector, rewriteContactWords } from './contact-words.js';
import { claim, identify, identifyByBoth, nameContact, verify } from './contacts.queries.js';

export interface Identification {
  kind: string;
  value: string;
  /** Another address of the same person; the contact of either address is the contact. */
  alias?: { kind: string; value: string };
  name?: string;
  /** The name is not the person's own word: only a new contact takes it. */
  isNameGuessed?: boolean;
  verified: boolean;
  locale?: string;
  channelType: string;
}

interface Identified {
  contactId: string;
  aliasContactId?: string;
  /** Whether an existing contact got another address. */
  isNew?: boolean;
}

/**
 * A concurrent transaction created a contact with the alias. Its code makes the database retry the transaction, which
 * then finds it.
 */
class AliasTakenMeanwhile extends Error {
  readonly code = '40001';
}

/**
 * Finds the contact of an address, or creates it. Locks the identity, so that concurrent messages of one person create
 * one contact and join one ticket.
 */
export async function identifyContact(
  tx: Tx,
  { kind, value, alias, name, isNameGuessed = false, verified, locale, channelType }: Identification,
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
  if (name && !isNameGuessed) await tx.query(nameContact, [contactId, name, contactVector(name, [])]);
  if (isNew) await rewriteContactWords(tx, [contactId]);
  return contactId;
}

/** Records an address that a contact claims; the last one counts. It gives no access to another contact's history. */
export async function claimAddress(tx: Tx, contactId: string, kind: string, value: string): Promise<void> {
  await tx.query(claim, [newId(), contactId, kind, value]);
  await rewriteContactWords(tx, [contactId]);
}

/** Marks an address as verified: a message from it was authenticated. */
export async function verifyIdentity(tx: Tx, kind: string, value: string): Promise<void> {
  await tx.query(verify, [kind, value]);
}
