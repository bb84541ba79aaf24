import { messageRows, ticketRows } from '#libs/tickets';
import { isAnswer } from './ticket-time.queries.js';

/** Up to when clocks are armed. */
export const horizon = `select (now() + interval '1 hour')::text as at`;

/** Clocks that fire next, after a place in their order and before an end, across workspaces. */
export const nextToArm = `
  select workspace_id as "workspaceId", id, version, next_at::text as "nextAt", (extract(epoch from next_at - now()) * 1000)::float8 as "waitMs"
  from sla_clocks where next_at is not null and (next_at, id) > ($1::timestamptz, $2::uuid) and next_at < $3::timestamptz
  order by next_at, id limit $4`;

/** How many should wait in the queue; those about to fire may just be leaving it. */
export const countArmed = `select count(*)::int as n from sla_clocks where next_at > now() + interval '5 seconds' and next_at < $1::timestamptz`;

/** Where clocks are overdue because no job fired them, across workspaces, the longest overdue first. */
export const overdueWorkspaces = `
  select workspace_id as "workspaceId" from sla_clocks where next_at <= now() - interval '500 milliseconds' group by workspace_id order by min(next_at) limit 1000`;

/** The workspace's clocks that are due, the oldest first. */
export const dueClocks = 'select id from sla_clocks where next_at <= now() order by next_at limit $1';

/** How long until a clock fires; no row when it is not as it was armed. */
export const untilFiring = `
  select (extract(epoch from next_at - now()) * 1000)::float8 as "waitMs" from sla_clocks where id = $1 and version = $2 and next_at is not null`;

/**
 * The workspace's clocks that are due, or of those the one that is named, locked with their tickets; what somebody else is changing right now is left for the
 * next time. `isOver`: an answer or a status has ended its time already and only waits to be noted.
 */
export const lockDue = `
  select c.id, c.ticket_id as "ticketId", c.kind, c.version, c.due_at <= now() as "isBreach", now() as now,
    case c.kind when 'resolution' then t.status <> 'open' else exists (
      select from ${messageRows} m where m.workspace_id = c.workspace_id and m.ticket_id = c.ticket_id and ${isAnswer}) end as "isOver"
  from sla_clocks c join ${ticketRows} t on t.workspace_id = c.workspace_id and t.id = c.ticket_id
  where c.next_at <= now() and ($2::uuid is null or c.id = $2) order by c.next_at limit $1
  for no key update of t, c skip locked`;

/** Fires clocks that are still as they were found. What is over already is looked at again in a minute. */
export const fire = `
  update sla_clocks c set
    state = case when not d."isOver" and d."isBreach" then 'breached' else c.state end,
    breached_at = case when not d."isOver" and d."isBreach" then now() else c.breached_at end,
    warned_at = case when not d."isOver" and not d."isBreach" then now() else c.warned_at end,
    next_at = case when d."isOver" then now() + interval '1 minute' when d."isBreach" then null else c.due_at end,
    version = c.version + 1
  from jsonb_to_recordset($1::jsonb) as d (id uuid, version int, "isOver" boolean, "isBreach" boolean)
  where c.id = d.id and c.version = d.version and c.state = 'running' and c.next_at <= now()
  returning c.id`;

/** Policies that were changed after their clocks were set, across workspaces. */
export const policiesToApply = `
  select workspace_id as "workspaceId", id, version, created_at::text as "dueAt" from sla_policies
  where applied_version < version and (created_at, id) > ($1::timestamptz, $2::uuid) order by created_at, id limit $3`;

/** Tickets after one, with clocks that run, or wait, by an older version of a policy. */
export const ticketsToFollow = `
  select distinct ticket_id as "ticketId" from sla_clocks
  where policy_id = $1 and policy_version < $2 and state in ('running', 'paused') and ticket_id > $3 order by ticket_id limit $4`;

/** Notes that every clock goes by this version; nothing is noted while one does not. */
export const policyApplied = `
  update sla_policies p set applied_version = $2 where p.id = $1 and p.applied_version < $2
    and not exists (select from sla_clocks c where c.workspace_id = p.workspace_id and c.policy_id = p.id and c.policy_version < $2 and c.state in ('running', 'paused'))`;
