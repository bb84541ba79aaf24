import { messageRows, ticketRows } from '#libs/tickets';
import { isAnswer } from './ticket-time.queries.js';

/** How far ahead clocks are scheduled. */
export const horizon = `select (now() + interval '1 hour')::text as at`;

/** The moment at which a clock fires, in seconds since 1970. Clocks that an earlier version set have fractions. */
const moment = 'ceil(extract(epoch from next_at))::float8';

/** Clocks that fire next, after a place in their order and before an end, over all workspaces. */
export const nextToSchedule = `
  select workspace_id as "workspaceId", id, ${moment} as moment, next_at::text as "nextAt", extract(epoch from now())::float8 as now
  from sla_clocks where next_at is not null and (next_at, id) > ($1::timestamptz, $2::uuid) and next_at < $3::timestamptz
  order by next_at, id limit $4`;

/** How many jobs the queue should hold: one a moment of a workspace; those about to fire may just be leaving it. */
export const countScheduled = `
  select count(*)::int as n from (
    select distinct workspace_id, ${moment} from sla_clocks where next_at > now() + interval '5 seconds' and next_at < $1::timestamptz) moments`;

/** Workspaces with clocks that are overdue because no job fired them, the longest overdue first. */
export const overdueWorkspaces = `
  select workspace_id as "workspaceId" from sla_clocks where next_at <= now() - interval '500 milliseconds' group by workspace_id order by min(next_at) limit 1000`;

/** The workspace's clocks that are due, the oldest first, without some that are known to fail. */
export const dueClocks =
  'select id from sla_clocks where next_at <= now() and id <> all($2::uuid[]) order by next_at limit $1';

/**
 * Milliseconds until a moment; no row when no clock of the workspace fires by then, save some that fail. The order
 * leads to the index: of `exists` the planner expects one at once among all clocks, and there is mostly none.
 */
export const untilMoment = `
  select (extract(epoch from to_timestamp($1::float8) - now()) * 1000)::float8 as "waitMs"
  where (select true from sla_clocks where next_at <= to_timestamp($1::float8) and id <> all($2::uuid[]) order by next_at limit 1)`;

/**
 * The workspace's due clocks save some, or the named one if it is due, locked with their tickets; skips those that
 * another transaction has locked. `isOver`: an answer or a status has already ended the clock and is about to be
 * recorded.
 */
export const lockDue = `
  select c.id, c.ticket_id as "ticketId", c.kind, c.version, c.due_at <= now() as "isBreach", now() as now,
    case c.kind when 'resolution' then t.status <> 'open' else exists (
      select from ${messageRows} m where m.workspace_id = c.workspace_id and m.ticket_id = c.ticket_id and ${isAnswer}) end as "isOver"
  from sla_clocks c join ${ticketRows} t on t.workspace_id = c.workspace_id and t.id = c.ticket_id
  where c.next_at <= now() and ($2::uuid is null or c.id = $2) and c.id <> all($3::uuid[]) order by c.next_at limit $1
  for no key update of t, c skip locked`;

/** Fires clocks that have not changed since they were read. Those that are over are checked again in a minute. */
export const fire = `
  update sla_clocks c set
    state = case when not d."isOver" and d."isBreach" then 'breached' else c.state end,
    breached_at = case when not d."isOver" and d."isBreach" then now() else c.breached_at end,
    warned_at = case when not d."isOver" and not d."isBreach" then now() else c.warned_at end,
    next_at = case when d."isOver" then date_trunc('second', now() + interval '1 minute') when d."isBreach" then null
      else date_trunc('second', c.due_at + interval '999999 microseconds') end,
    version = c.version + 1
  from jsonb_to_recordset($1::jsonb) as d (id uuid, version int, "isOver" boolean, "isBreach" boolean)
  where c.id = d.id and c.version = d.version and c.state = 'running' and c.next_at <= now()
  returning c.id`;
