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

/** Sets the name ($2) of a contact ($1) who has none. */
export const setMissingName = 'update contacts set name = $2 where id = $1 and name is null returning id';

/** The address of one of the kinds $2 of a contact ($1) without a name, the one that was seen last. */
export const addressToName = `
  select i.kind, i.value from contact_identities i join contacts c on c.workspace_id = i.workspace_id and c.id = i.contact_id
  where i.contact_id = $1 and i.kind = any($2::text[]) and c.name is null order by i.last_seen_at desc limit 1`;

/** The names and addresses of contacts, also claimed ones. Locks the contacts. Parameter: contacts. */
export const namesOfContacts = `
  select c.id, c.name, coalesce((
    select jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value)) from (
      select kind, value from contact_identities where contact_id = c.id
      union select kind, value from contact_claims where contact_id = c.id) a), '[]') as addresses
  from contacts c where c.id = any($1::uuid[]) order by c.id for update`;

/**
 * Parameters: contacts with their words, the words' version. The ids alone lead to the rows: of a list the planner
 * expects a hundred entries, and would read all contacts for the one that it mostly has.
 */
export const writeWords = `
  update contacts c set words = w.words::tsvector, words_version = $2
  from jsonb_to_recordset($1::jsonb) as w (id uuid, words text)
  where c.id = w.id and c.id = any(array(select k.id from jsonb_to_recordset($1::jsonb) as k (id uuid)))`;

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

/**
 * Marks an address as proven to be that of a visitor's contact, whether they typed it or not. Parameters: id, address
 * of the visitor, email.
 */
export const proveClaim = `
  insert into contact_claims (id, contact_id, kind, value, proven)
  select $1, contact_id, 'email', $3, true from contact_identities where kind = 'visitor' and value = $2
  on conflict on constraint contact_claims_value_key do update set proven = true
  returning contact_id as "contactId"`;

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

/** Contacts, for statements of other libs: `from ${contactRows} c`. `words` are their search words. */
export const contactRows = '(select workspace_id, id, name, locale, words from contacts)';

/** The addresses of contacts; `verified` ones are proven. */
export const identityRows =
  '(select workspace_id, contact_id, kind, value, verified, last_seen_at from contact_identities)';

/** Addresses that contacts claim; `proven` ones a shop has vouched for since. */
export const claimRows = '(select workspace_id, contact_id, kind, value, proven, created_at from contact_claims)';

const gaveUpBefore = (row: string, and = '') =>
  `exists (select from former_addresses g where g.workspace_id = ${row}.workspace_id and g.kind = ${row}.kind and g.value = ${row}.value and g.contact_id <> ${row}.contact_id${and})`;

/**
 * Who holds or held an address, for what was sent to it: no contact holds one by proof that another gave up before.
 * `until` is when they gave it up, null for those who have it.
 */
export const holderRows = `(
  select workspace_id, contact_id, kind, value, verified, last_seen_at, null::timestamptz as until from contact_identities i where not ${gaveUpBefore('i')}
  union all select workspace_id, contact_id, kind, value, verified, given_up_at, given_up_at from former_addresses f where not ${gaveUpBefore('f', ' and g.given_up_at < f.given_up_at')})`;

/** A contact's ($1) addresses by which orders name people, claimed and former ones too. */
export const addressesOfContact = `
  select kind, value, verified, null::timestamptz as until from contact_identities where contact_id = $1 and kind in ('email', 'phone')
  union all select kind, value, false, null from contact_claims where contact_id = $1 and kind in ('email', 'phone')
  union all select kind, value, verified, given_up_at from former_addresses where contact_id = $1 and kind in ('email', 'phone')
  limit 200`;

/** When other contacts than $1 gave up addresses. Parameters: contact, kinds and values of the addresses. */
export const givenUpByOthers = `
  select f.kind, f.value, f.given_up_at as "givenUpAt" from former_addresses f
  join unnest($2::text[], $3::text[]) as a (kind, value) on a.kind = f.kind and a.value = f.value
  where f.contact_id <> $1 order by f.given_up_at desc limit 1000`;

/** Finds who holds an address ($1, $2) and locks its row. */
export const lockIdentity = `
  select contact_id as "contactId" from contact_identities where kind = $1 and value = $2 for update`;

/** A contact's ($1) addresses of a kind ($2) that a kind of channel ($3) proved, without these ($4). */
export const provenBy = `
  select value from contact_identities where contact_id = $1 and kind = $2 and channel_type = $3 and not value = any($4::text[]) limit 100`;

/** Takes addresses from the contacts that hold them and keeps that they did. Parameters: ids, kinds, values, when. */
export const giveUp = `
  with named as (select * from unnest($1::uuid[], $2::text[], $3::text[]) as a (id, kind, value)), gone as (
    delete from contact_identities i using named where i.kind = named.kind and i.value = named.value
    returning named.id, i.contact_id, i.kind, i.value, i.verified
  )
  insert into former_addresses (id, contact_id, kind, value, verified, given_up_at) select id, contact_id, kind, value, verified, $4 from gone
  on conflict on constraint former_addresses_key do update set verified = excluded.verified, given_up_at = excluded.given_up_at
  returning contact_id as "contactId"`;

/**
 * Gives a proven address to a contact, who did not give it up then. Another contact who was known by it before held it
 * before. Parameters: id, contact, kind, value, channel's kind, id of the former address, when.
 */
export const takeOver = `
  with back as (delete from former_addresses where contact_id = $2 and kind = $3 and value = $4), kept as (
    insert into former_addresses (id, contact_id, kind, value, verified, given_up_at)
    select $6, contact_id, kind, value, verified, $7 from contact_identities where kind = $3 and value = $4 and contact_id <> $2 and created_at < $7
    on conflict on constraint former_addresses_key do update set verified = excluded.verified, given_up_at = excluded.given_up_at
  )
  insert into contact_identities (id, contact_id, kind, value, verified, channel_type) values ($1, $2, $3, $4, true, $5)
  on conflict on constraint contact_identities_value_key do update set contact_id = excluded.contact_id, verified = true, last_seen_at = now()`;

/** The contact that gave up an address ($1, $2) at $3 or later: the notice is known. */
export const formerHolder = `
  select contact_id as "contactId" from former_addresses where kind = $1 and value = $2 and given_up_at >= $3 order by given_up_at desc limit 1`;
