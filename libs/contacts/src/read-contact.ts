import type { Contact } from '#libs/contracts';
import { type Database, firstRow, rows } from '#libs/platform';

/** A contact with all its addresses, the claimed ones last; null for an unknown id. */
export async function readContact(database: Database, contactId: string): Promise<Contact | null> {
  const contact = await firstRow<Omit<Contact, 'identities'>>(
    database,
    `select id, name, locale, time_zone as "timeZone", created_at as "createdAt" from contacts where id = $1`,
    [contactId],
  );
  if (!contact) return null;
  const identities = await rows<Contact['identities'][number]>(
    database,
    `select kind, value, verified, channel_type as "channelType" from contact_identities where contact_id = $1 and kind <> 'visitor'
     union all
     select kind, value, false, null from contact_claims where contact_id = $1
     order by verified desc, kind, value limit 50`,
    [contactId],
  );
  return { ...contact, identities };
}
