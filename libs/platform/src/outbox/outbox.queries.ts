/**
 * SQL that records the events of a parameter; for a statement that does several things at once. Follow it with
 * `wakeRelays`.
 */
export const insertEvents = (parameter: number): string => `
  insert into outbox_events (lane, type, ticket_id, payload)
  select lane, type, ticket_id, payload from jsonb_to_recordset($${parameter}::jsonb) as e (lane smallint, type text, ticket_id uuid, payload jsonb)`;

/** The most due events that one query reads. */
export const mostDue = 1_000;

/**
 * Workspaces and lanes with due events, without the workspaces of $1. Reads only the oldest events, so that a long
 * backlog does not slow it down; the rest are found when the workspaces of these are busy.
 */
export const dueLanes = `
  select workspace_id as "workspaceId", array_agg(distinct lane) as lanes, count(*)::int as events
  from (select workspace_id, lane, due_at from outbox_events where due_at <= now() and workspace_id <> all($1::uuid[]) order by due_at limit ${mostDue}) as due
  group by workspace_id order by min(due_at)`;

/** Locks lanes until the commit; returns those that no other relay holds. */
export const claimLanes = `select lane from unnest($2::smallint[]) as lane where pg_try_advisory_xact_lock(hashtext('outbox:' || $1 || ':' || lane))`;

/** The lanes' next events. An event waits while an earlier one of its ticket backs off. */
export const nextEvents = `
  select id, lane, type, ticket_id as "ticketId", workspace_id as "workspaceId", payload, attempts, done, only_for as "onlyFor", created_at as "createdAt"
  from outbox_events e
  where lane = any($1::smallint[]) and due_at <= now()
    and not exists (
      select from outbox_events earlier
      where earlier.lane = e.lane and earlier.ticket_id = e.ticket_id and earlier.id < e.id and earlier.due_at > now())
  order by id limit $2`;

/** Parameter: event, after some of its subscribers failed for good. */
export const deleteEvent = 'delete from outbox_events where id = $1';

export const deleteEvents = `delete from outbox_events where id = any($1::bigint[])`;

export const postponeEvent = `
  update outbox_events set attempts = attempts + $4, done = $2, due_at = now() + make_interval(secs => $3) where id = $1`;

export const insertDeadLetter = `
  insert into dead_letters (id, source, source_id, reason, data) values ($1, 'outbox', $2, $3, $4)`;

/**
 * Keeps a delivery from outside. Parameters: id, source, id of its channel or store, reason, storage keys of the part
 * and of the whole, what else a retry needs.
 */
export const insertUndelivered = `
  insert into dead_letters (id, source, source_id, reason, raw_key, whole_key, data) values ($1, $2, $3, $4, $5, $6, $7)`;
