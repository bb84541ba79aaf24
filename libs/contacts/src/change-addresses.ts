import { type Tx, firstRow, newId, rows } from '#libs/platform';
import { rewriteContactWords } from './contact-words.js';
import { formerHolder, giveUp, lockIdentity, provenBy, takeOver } from './contacts.queries.js';

export interface ContactAddress {
  kind: string;
  value: string;
}

/** What a provider says of a person's addresses. */
export interface AddressChange {
  /** Those that were given up, the surest first. */
  from: ContactAddress[];
  /** Those that stand in their place. */
  to: ContactAddress[];
  /**
   * A kind of address of which a person has one: all of it that the channel proved is given up too, unless it is in
   * `to`.
   */
  givesUpToo?: string;
  channelType: string;
  at: Date;
}

/** A contact whose addresses have changed, and what was given up. */
export interface ChangedContact {
  contactId: string;
  givenUp: ContactAddress[];
}

/**
 * Puts new addresses in the place of those that a person gave up. The old ones belong to no contact afterwards, so who
 * writes from one is a new contact; a new one that another contact has becomes this one's. Null when no contact has
 * them.
 */
export async function changeAddresses(tx: Tx, change: AddressChange): Promise<ChangedContact | null> {
  const { known, from } = await newsOf(tx, change);
  const contactId = known ?? (await holderOf(tx, from));
  if (!contactId) return null;
  const givenUp = [...from, ...(await alsoGivenUp(tx, contactId, change))].filter((each) => !isIn(change.to, each));
  const ids = givenUp.map(() => newId());
  const gone = await rows<Holder>(tx, giveUp, [ids, kindsOf(givenUp), valuesOf(givenUp), change.at]);
  const taken = await takeNew(tx, contactId, change);
  await rewriteContactWords(tx, [...new Set([contactId, ...gone.map((each) => each.contactId), ...taken])]);
  return { contactId, givenUp };
}

interface Holder {
  contactId: string;
}

/** The notice may come again, when the old address already has another holder: what is known is left alone. */
async function newsOf(tx: Tx, { from, at }: AddressChange): Promise<{ known?: string; from: ContactAddress[] }> {
  const news: { known?: string; from: ContactAddress[] } = { from: [] };
  for (const address of from) {
    const former = await firstRow<Holder>(tx, formerHolder, [address.kind, address.value, at]);
    if (former) news.known ??= former.contactId;
    else news.from.push(address);
  }
  return news;
}

async function holderOf(tx: Tx, from: ContactAddress[]): Promise<string | null> {
  for (const { kind, value } of from) {
    const holder = await firstRow<Holder>(tx, lockIdentity, [kind, value]);
    if (holder) return holder.contactId;
  }
  return null;
}

/** Returns the contacts that had the new addresses. */
async function takeNew(tx: Tx, contactId: string, { to, channelType, at }: AddressChange): Promise<string[]> {
  const taken: string[] = [];
  for (const { kind, value } of to) {
    const before = await firstRow<Holder>(tx, lockIdentity, [kind, value]);
    if (before) taken.push(before.contactId);
    await tx.query(takeOver, [newId(), contactId, kind, value, channelType, newId(), at]);
  }
  return taken;
}

async function alsoGivenUp(tx: Tx, contactId: string, { givesUpToo: kind, from, to, channelType }: AddressChange) {
  if (!kind) return [];
  const kept = valuesOf([...from, ...to].filter((address) => address.kind === kind));
  const found = await rows<{ value: string }>(tx, provenBy, [contactId, kind, channelType, kept]);
  return found.map(({ value }) => ({ kind, value }));
}

const kindsOf = (addresses: ContactAddress[]) => addresses.map(({ kind }) => kind);
const valuesOf = (addresses: ContactAddress[]) => addresses.map(({ value }) => value);
const isIn = (addresses: ContactAddress[], { kind, value }: ContactAddress) =>
  addresses.some((address) => address.kind === kind && address.value === value);
