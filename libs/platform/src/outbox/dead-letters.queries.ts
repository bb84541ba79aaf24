import { idBefore } from '../retention/retention.js';

/** Days for which a delivery can be tried again: what it repeats is recognised for longer than this. */
const retryDays = 30;

const columns = `
  d.id, d.source, d.source_id as "sourceId", d.reason, d.tries, d.tried_at as "triedAt", d.dismissed_at as "dismissedAt", d.at,
  d.data->>'type' as "eventType", d.data->>'subscriber' as subscriber, d.data->>'ticketId' as "ticketId",
  d.source = 'outbox' or d.raw_key is not null or d.whole_key is not null as "hasRaw",
  (d.source = 'outbox' or d.whole_key is not null) and d.id > ${idBefore(`interval '${retryDays} days'`)} as "canRetry"`;

/** Newest first. Parameters: whether dismissed ones, id before which the page begins or null, limit. */
export const listDeadLetters = `
  select ${columns} from dead_letters d
  where (d.dismissed_at is not null) = $1::boolean and ($2::uuid is null or d.id < $2) order by d.id desc limit $3`;

/** Parameter: dead letter. */
export const deadLetterById = `select ${columns} from dead_letters d where d.id = $1`;

/** The most that are counted. */
export const mostCounted = 1_000;
export const countDeadLetters = `
  select count(*)::int as count from (select from dead_letters where dismissed_at is null limit ${mostCounted}) as open`;

/** What a retry needs. Parameter: dead letter. */
export const keptDelivery = `
  select source, source_id as "sourceId", raw_key as "rawKey", whole_key as "wholeKey", data from dead_letters where id = $1`;

/** Dismisses a dead letter ($2), or takes that back. */
export const dismissDeadLetter = `
  update dead_letters set dismissed_at = case when $2 then coalesce(dismissed_at, now()) end where id = $1 returning 1`;

/** Stores that a retry was in vain. Parameters: dead letter, reason. */
export const noteRetry = `
  update dead_letters set tries = tries + 1, tried_at = now(), reason = $2 where id = $1`;

/**
 * Publishes an event again for the subscriber that failed, as the beginning of a new chain. Returns no row when another
 * caller did. Parameters: dead letter, lane, chain.
 */
export const requeueEvent = `
  with gone as (delete from dead_letters where id = $1 and source = 'outbox' returning data)
  insert into outbox_events (lane, type, ticket_id, payload, only_for)
  select $2::smallint, data->>'type', (data->>'ticketId')::uuid, jsonb_set(data->'payload', '{chain}', $3::jsonb, false), data->>'subscriber'
  from gone returning 1`;

/** Deletes the dead letters of a delivery that was handled after all. Parameter: storage key of the whole. */
export const deleteHandled = `delete from dead_letters where whole_key = $1 returning raw_key as "rawKey"`;

/** Those of the files ($1) that no dead letter names any more. */
export const unnamedRawFiles = `
  select key from unnest($1::text[]) as key where not exists (select from dead_letters d where d.raw_key = key or d.whole_key = key)`;
