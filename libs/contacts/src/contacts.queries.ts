/**
 * Finds the contact of an address, or creates it. Locks the row of the address.
 * Parameters: id of the address, id of a new contact, kind, value, verified, channel's kind, name, locale, words and
 * their version.
 */
export const identify = `
  with identity as (
    insert into contact_identities (id, contact_id, kind, value, verified, channel_type) values ($1, $2, $3, $4, $5, $6)
    on conflict on constraint contact_identities_value_key do update
      set last_seen_at = now(), verified = contact_identities.verified or excluded.verified
    returning contact_id
  ), fresh as (
    insert into contacts (id, name, locale, words, words_version) select $2, $7, $8, $9::tsvector, $10 from identity where contact_id = $2
  )
  select contact_id as "contactId" from identity`;

/**
 * The same by either of two addresses; adds the one that is missing. Locks both rows.
 * Parameters: those of `identify`, then id, kind and value of the other address.
 */
export const identifyByBoth = `
  with identity as (
    insert into contact_identities (id, contact_id, kind, value, verified, channel_type)
    values ($1, coalesce((select contact_id from contact_identities where kind = $12 and value = $13), $2), $3, $4, $5, $6)
    on conflict on constraint contact_identities_value_key do update
      set last_seen_at = now(), verified = contact_identities.verified or excluded.verified
    returning contact_id, xmax = 0 as is_new
  ), fresh as (
    insert into contacts (id, name, locale, words, words_version) select $2, $7, $8, $9::tsvector, $10 from identity where contact_id = $2
  ), alias as (
    insert into contact_identities (id, contact_id, kind, value, verified, channel_type)
    select $11, contact_id, $12, $13, $5, $6 from identity
    on conflict on constraint contact_identities_value_key do update set last_seen_at = now()
    returning contact_id, xmax = 0 as is_new
  )
  select identity.contact_id as "contactId", alias.contact_id as "aliasContactId", identity.is_new or alias.is_new as "isNew" from identity, alias`;

/** Sets the name of a contact who has none. Parameters: contact, name, words of the name. */
export const nameContact = `
  update contacts set name = $2, words = coalesce(words, '') || $3::tsvector where id = $1 and name is null`;

/** The names and addresses of contacts, also claimed ones. Locks the contacts. Parameter: contacts. */
export const namesOfContacts = `
  select c.id, c.name, coalesce((
    select jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value)) from (
      select kind, value from contact_identities where contact_id = c.id
      union select kind, value from contact_claims where contact_id = c.id) a), '[]') as addresses
  from contacts c where c.id = any($1::uuid[]) order by c.id for update`;

/** Parameters: contacts with their words, the words' version. */
export const writeWords = `
  update contacts c set words = w.words::tsvector, words_version = $2
  from jsonb_to_recordset($1::jsonb) as w (id uuid, words text) where c.id = w.id`;

/**
 * Contacts whose words are of an older version, the newest contact first. Parameters: version, only older than, how
 * many.
 */
export const contactsWithOldWords = `
  select id from contacts where words_version < $1 and ($2::uuid is null or id < $2) order by id desc limit $3`;

/** Adds a claim, or makes it the latest one. Parameters: id, contact, kind, value. */
export const claim = `
  insert into contact_claims (id, contact_id, kind, value) values ($1, $2, $3, $4)
  on conflict on constraint contact_claims_value_key do update set created_at = now()`;

/** Parameters: kind, value. */
export const verify = 'update contact_identities set verified = true where kind = $1 and value = $2 and not verified';

/** The contact of an email address, if any. Parameter: email. */
export const verifyEmail = `
  update contact_identities set verified = true where kind = 'email' and value = $1 returning contact_id as "contactId"`;

/** Parameters: id, contact, address of the visitor, channel's kind. */
export const addProvenVisitor = `
  insert into contact_identities (id, contact_id, kind, value, verified, channel_type)
  values ($1, $2, 'visitor', $3, true, $4)
  on conflict on constraint contact_identities_value_key do update set last_seen_at = now(), verified = true`;

/** Parameters: id, contact, email. */
export const addProvenEmail = `
  insert into contact_identities (id, contact_id, kind, value, verified, channel_type)
  values ($1, $2, 'email', $3, true, null)
  on conflict on constraint contact_identities_value_key do nothing`;

/** Email addresses that visitors claim, the latest first. Parameter: addresses of the visitors. */
export const emailsClaimed = `
  select c.value
  from contact_identities i
  join contact_claims c on c.workspace_id = i.workspace_id and c.contact_id = i.contact_id and c.kind = 'email'
  where i.kind = 'visitor' and i.value = any($1::text[]) order by c.created_at desc, c.id desc limit 10`;

/** A contact's addresses, the claimed ones last. Parameter: contact. */
export const identitiesOfContact = `
  select kind, value, verified, channel_type as "channelType" from contact_identities
  where contact_id = $1 and kind <> 'visitor'
  union all
  select kind, value, false, null from contact_claims where contact_id = $1
  order by verified desc, kind, value limit 50`;
