import { channelRows } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import { workspaceRows } from '#libs/identity';
import { storeRows } from '#libs/stores';
import { fileRows } from '#libs/tickets';

const sessionColumns = `id, channel_id as "channelId", visitor_id as "visitorId", subject, name, email, locale, expires_at as "expiresAt", answer_hash as "answerHash", origin`;

/**
 * Parameters: id, channel, hash of the token, visitor, subject, name, email, locale, time zone, days until it ends,
 * origin of the page.
 */
export const insertSession = `
  insert into visitor_sessions (id, channel_id, token_hash, visitor_id, subject, name, email, locale, time_zone, expires_at, origin)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(days => $10), $11) returning ${sessionColumns}`;

/**
 * A session of a mail's link. Parameters: id, channel, hash of the token, visitor, locale, time zone, hash of the link.
 */
export const insertMailedSession = `
  insert into visitor_sessions (id, channel_id, token_hash, visitor_id, locale, time_zone, answer_hash, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, now() + interval '7 days') returning ${sessionColumns}`;

/**
 * Prolongs a session that has not ended; a field that is null stays as it was, and so does an origin that is known.
 * Parameters: session, days until it ends, name, email, locale, origin of the page.
 */
export const prolongSession = `
  update visitor_sessions set expires_at = now() + make_interval(days => $2), name = coalesce($3, name), email = coalesce($4, email), locale = coalesce($5, locale), origin = coalesce(origin, $6)
  where id = $1 and ended_at is null returning ${sessionColumns}`;

/**
 * Returns no row when the session began at another origin; one of an unknown origin takes this. Parameters: session,
 * origin.
 */
export const bindOrigin = `
  update visitor_sessions set origin = $2 where id = $1 and coalesce(origin, $2) = $2 returning id`;

/** Parameter: session. */
export const endSession = 'update visitor_sessions set ended_at = now() where id = $1 and ended_at is null';

/** Ends the sessions of a visitor ($1): each load of a page whose ticket was used has opened one. */
export const endSessionsOf = `
  update visitor_sessions set ended_at = now() where visitor_id = $1 and ended_at is null returning id`;

/** Parameters: hash of the token, channel. */
export const sessionByToken = `
  select ${sessionColumns} from visitor_sessions
  where token_hash = $1 and channel_id = $2 and ended_at is null and expires_at > now()`;

/** Those of these sessions that have not ended and whose channel is active. Parameter: sessions. */
export const goodSessions = `
  select s.id from visitor_sessions s join ${channelRows} c on c.workspace_id = s.workspace_id and c.id = s.channel_id
  where s.id = any($1::uuid[]) and s.ended_at is null and s.expires_at > now() and c.active`;

/**
 * The seq up to which a ticket's contact has read in the chat, for statements of other libs: `from ${visitorReadRows}
 * r`.
 */
export const visitorReadRows = '(select workspace_id, ticket_id, seq, read_at from visitor_reads)';

/** Stores how far a ticket has been read; returns no row when it was read further before. Parameters: ticket, seq. */
export const advanceRead = `
  insert into visitor_reads (ticket_id, seq) values ($1, $2)
  on conflict (workspace_id, ticket_id) do update set seq = excluded.seq, read_at = now() where visitor_reads.seq < excluded.seq returning seq`;

/** Returns a row when one of these files is not the visitor's upload. Parameters: files, visitor. */
export const foreignUploads = `
  select 1 from unnest($1::uuid[]) wanted
  where not exists (select 1 from ${fileRows} a where a.id = wanted and a.visitor_id = $2) limit 1`;

/**
 * The time zone that the newest session of a contact ($1) named. An address is the id of a visitor or a subject; the
 * column is compared as it is, since a cast of it would keep the index from serving.
 */
export const timeZoneOfVisitor = `
  with addresses as materialized (select value from ${identityRows} i where contact_id = $1 and kind = 'visitor' limit 50),
  ids as materialized (select value::uuid as id from addresses where pg_input_is_valid(value, 'uuid'))
  select time_zone as "timeZone" from (
    select id, time_zone from visitor_sessions where time_zone is not null and visitor_id = any(array(select i.id from ids i))
    union all
    select id, time_zone from visitor_sessions where time_zone is not null and subject = any(array(select value from addresses))) s
  order by id desc limit 1`;

/**
 * The shop's name as customers know it: the store's; without one that of the workspace's only store, else the
 * workspace's. Parameter: store or null.
 */
export const shopName = `
  select coalesce(
    (select name from ${storeRows} s where id = $1),
    (select min(name) from ${storeRows} s having count(*) = 1),
    (select name from ${workspaceRows} w)) as name`;
