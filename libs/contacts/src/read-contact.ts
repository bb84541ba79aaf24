import type { Contact } from '#libs/contracts';
import { type Database, repository, rows } from '#libs/platform';
import { ContactEntity } from './contact.entity.js';
import { identitiesOfContact } from './contacts.queries.js';

/** A contact with all its addresses, the claimed ones last; null for an unknown id. */
export async function readContact(database: Database, contactId: string): Promise<Contact | null> {
  const contact = await repository(database, ContactEntity).findOneBy({ id: contactId });
  if (!contact) return null;
  const { id, name, locale, timeZone, createdAt } = contact;
  const identities = await rows<Contact['identities'][number]>(database, identitiesOfContact, [contactId]);
  return { id, name, locale, timeZone, createdAt: createdAt.toISOString(), identities };
}
