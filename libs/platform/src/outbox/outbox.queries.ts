/**
 * Where events are due, across workspaces and without those that are named. Only the oldest thousand are read: what lies
 * behind them comes up once their workspaces are being worked on, and a long backlog makes no look slower.
 */
export const dueLanes = `
  select workspace_id as "workspaceId", array_agg(distinct lane) as lanes
  from (select workspace_id, lane, due_at from outbox_events where due_at <= now() and workspace_id <> all($1::uuid[]) order by due_at limit 1000) as due
  group by workspace_id order by min(due_at)`;

/** Those of the lanes that this transaction may work on; another relay keeps what it holds until its commit. */
export const claimLanes = `select lane from unnest($2::smallint[]) as lane where pg_try_advisory_xact_lock(hashtext('outbox:' || $1 || ':' || lane))`;

/** The lanes' next events; one whose ticket still has an earlier event backing off waits behind it. */
export const nextEvents = `
  select id, lane, type, ticket_id as "ticketId", workspace_id as "workspaceId", payload, attempts, done, created_at as "createdAt"
  from outbox_events e
  where lane = any($1::smallint[]) and due_at <= now()
    and not exists (
      select from outbox_events earlier
      where earlier.lane = e.lane and earlier.ticket_id = e.ticket_id and earlier.id < e.id and earlier.due_at > now())
  order by id limit $2`;

export const deleteEvents = `delete from outbox_events where id = any($1::bigint[])`;

export const postponeEvent = `
  update outbox_events set attempts = attempts + $4, done = $2, due_at = now() + make_interval(secs => $3) where id = $1`;

export const insertDeadLetter = `
  insert into dead_letters (id, source, source_id, reason, data) values ($1, 'outbox', $2, $3, $4)`;
