import { type Database, type Tx, firstRow, newId, rows } from '#libs/platform';
import { identifyContact } from './identify-contact.js';

export interface ProvenVisitor {
  /** The person's address on the channel, as the shop's signature proves it. */
  address: string;
  name: string | null;
  email: string | null;
  locale: string | null;
  channelType: string;
}

/**
 * Ties a person whom a shop vouches for to their contact: the one with the proven email, when there is one. Only a
 * proof does this; an address that somebody typed never does.
 */
export async function linkProvenVisitor(
  tx: Tx,
  { address, name, email, locale, channelType }: ProvenVisitor,
): Promise<string> {
  const known = email
    ? await firstRow<{ contactId: string }>(
        tx,
        `update contact_identities set verified = true where kind = 'email' and value = $1 returning contact_id as "contactId"`,
        [email],
      )
    : null;
  if (known) {
    await tx.query(
      `insert into contact_identities (id, contact_id, kind, value, verified, channel_type) values ($1, $2, 'visitor', $3, true, $4)
       on conflict on constraint contact_identities_value_key do update set last_seen_at = now(), verified = true`,
      [newId(), known.contactId, address, channelType],
    );
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
    await tx.query(
      `insert into contact_identities (id, contact_id, kind, value, verified, channel_type) values ($1, $2, 'email', $3, true, null)
       on conflict on constraint contact_identities_value_key do nothing`,
      [newId(), contactId, email],
    );
  }
  return contactId;
}

/** Email addresses that a visitor claims, the latest first. */
export async function claimsOfVisitor(from: Tx | Database, addresses: string[]): Promise<string[]> {
  const found = await rows<{ value: string }>(
    from,
    `select c.value from contact_identities i join contact_claims c on c.workspace_id = i.workspace_id and c.contact_id = i.contact_id and c.kind = 'email'
     where i.kind = 'visitor' and i.value = any($1::text[]) order by c.created_at desc, c.id desc limit 10`,
    [addresses],
  );
  return found.map(({ value }) => value);
}
