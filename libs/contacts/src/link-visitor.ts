import { type Database, type Tx, firstRow, newId, rows } from '#libs/platform';
import { addProvenEmail, addProvenVisitor, emailsClaimed, proveClaim, verifyEmail } from './contacts.queries.js';
import { rewriteContactWords } from './contact-words.js';
import { identifyContact } from './identify-contact.js';

export interface ProvenVisitor {
  /** The person's address on the channel, proven by the shop's signature. */
  address: string;
  name: string | null;
  email: string | null;
  locale: string | null;
  channelType: string;
}

/**
 * Links a visitor to the contact with the email that the shop's signature proves, when there is one. An email that a
 * visitor only typed must never do this.
 */
export async function linkProvenVisitor(
  tx: Tx,
  { address, name, email, locale, channelType }: ProvenVisitor,
): Promise<string> {
  const known = email ? await firstRow<{ contactId: string }>(tx, verifyEmail, [email]) : null;
  if (known) {
    await tx.query(addProvenVisitor, [newId(), known.contactId, address, channelType]);
    return known.contactId;
  }
  const contactId = await identifyContact(tx, {
    kind: 'visitor',
    value: address,
    verified: true,
    channelType,
    ...(name && { name }),
    ...(locale && { locale }),
  });
  if (email) {
    await tx.query(addProvenEmail, [newId(), contactId, email]);
    await rewriteContactWords(tx, [contactId]);
  }
  return contactId;
}

/**
 * Records that a visitor is proven to own an email, when they have written before the proof: their contact and the
 * email's owner are one person. Returns their contact; null for one who never wrote.
 */
export async function proveClaimOfVisitor(tx: Tx, address: string, email: string): Promise<string | null> {
  const proven = await firstRow<{ contactId: string }>(tx, proveClaim, [newId(), address, email]);
  return proven?.contactId ?? null;
}

/** Email addresses that a visitor claims, the latest first. */
export async function claimsOfVisitor(from: Tx | Database, addresses: string[]): Promise<string[]> {
  const found = await rows<{ value: string }>(from, emailsClaimed, [addresses]);
  return found.map(({ value }) => value);
}
