import { type Tx, firstRow, newId } from '#libs/platform';

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

const identify = `
  with identity as (
    insert into contact_identities (id, contact_id, kind, value, verified, channel_type) values ($1, $2, $3, $4, $5, $6)
    on conflict on constraint contact_identities_value_key do update
      set last_seen_at = now(), verified = contact_identities.verified or excluded.verified
    returning contact_id
  ), fresh as (
    insert into contacts (id, name, locale) select $2, $7, $8 from identity where contact_id = $2
  )
  select contact_id as "contactId" from identity`;

/** By either of two addresses; the one that is not there yet is added. Both rows are locked. */
const identifyByBoth = `
  with identity as (
    insert into contact_identities (id, contact_id, kind, value, verified, channel_type)
    values ($1, coalesce((select contact_id from contact_identities where kind = $10 and value = $11), $2), $3, $4, $5, $6)
    on conflict on constraint contact_identities_value_key do update
      set last_seen_at = now(), verified = contact_identities.verified or excluded.verified
    returning contact_id
  ), fresh as (
    insert into contacts (id, name, locale) select $2, $7, $8 from identity where contact_id = $2
  ), alias as (
    insert into contact_identities (id, contact_id, kind, value, verified, channel_type) select $9, contact_id, $10, $11, $5, $6 from identity
    on conflict on constraint contact_identities_value_key do update set last_seen_at = now()
    returning contact_id
  )
  select identity.contact_id as "contactId", alias.contact_id as "aliasContactId" from identity, alias`;

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
  const parameters = [newId(), fresh, kind, value, verified, channelType, name ?? null, locale ?? null];
  const identity = alias
    ? await firstRow<{ contactId: string; aliasContactId: string }>(tx, identifyByBoth, [
        ...parameters,
        newId(),
        alias.kind,
        alias.value,
      ])
    : await firstRow<{ contactId: string; aliasContactId?: undefined }>(tx, identify, parameters);
  const { contactId, aliasContactId } = identity!;
  if (contactId === fresh && aliasContactId && aliasContactId !== fresh) throw new AliasTakenMeanwhile();
  if (contactId !== fresh && name)
    await tx.query('update contacts set name = $2 where id = $1 and name is null', [contactId, name]);
  return contactId;
}

/** Notes an address that a contact claims; the one claimed last counts. Nobody else's history hangs on it. */
export async function claimAddress(tx: Tx, contactId: string, kind: string, value: string): Promise<void> {
  await tx.query(
    'insert into contact_claims (id, contact_id, kind, value) values ($1, $2, $3, $4) on conflict on constraint contact_claims_value_key do update set created_at = now()',
    [newId(), contactId, kind, value],
  );
}
