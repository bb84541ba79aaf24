import { type Database, type Tx, rows } from '#libs/platform';
import { addressesOfContact, givenUpByOthers } from './contacts.queries.js';
import { phoneForms } from './phone-forms.js';

/** An address by which orders name a contact, in one of its forms, and the time in which it was theirs. */
export interface OwnAddress {
  kind: string;
  /** As it may be written elsewhere. */
  form: string;
  /** As the contact has it. */
  value: string;
  verified: boolean;
  /** When another contact gave it up, if one did: what happened before was never this contact's. */
  since: Date | null;
  /** When this contact gave it up. What happened later may be another's. */
  until: Date | null;
}

type Stored = Omit<OwnAddress, 'form' | 'since'>;
interface GivenUp {
  kind: string;
  value: string;
  givenUpAt: Date;
}

/** A contact's addresses, claimed and former ones too, each in all its forms. An address of others proves nothing. */
export async function ownAddresses(from: Tx | Database, contactId: string): Promise<OwnAddress[]> {
  const stored = await rows<Stored>(from, addressesOfContact, [contactId]);
  const forms = stored.flatMap((address) => formsOf(address).map((form) => ({ ...address, form })));
  const kinds = forms.map(({ kind }) => kind);
  const values = forms.map(({ form }) => form);
  const others = forms.length ? await rows<GivenUp>(from, givenUpByOthers, [contactId, kinds, values]) : [];
  return forms.map((address) => {
    const since = lastBefore(others, address);
    return { ...address, verified: address.verified && !since, since };
  });
}

const formsOf = ({ kind, value }: Stored) => (kind === 'phone' ? phoneForms(value) : [value]);

/** The others come newest first. */
const lastBefore = (others: GivenUp[], { kind, form, until }: Omit<OwnAddress, 'since'>): Date | null =>
  others.find((other) => other.kind === kind && other.value === form && (!until || other.givenUpAt < until))
    ?.givenUpAt ?? null;
