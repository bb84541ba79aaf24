import { messageRows, ticketRows } from '#libs/tickets';
import { isAnswer } from './ticket-time.queries.js';

/** How far ahead clocks are scheduled. */
export const horizon = `select (now() + interval '1 hour')::text as at`;

/** Clocks that fire next, after a place in their order and before an end, over all workspaces. */
export const nextToSchedule = `
  select workspace_id as "workspaceId", id, version, next_at::text as "nextAt", (extract(epoch from next_at - now()) * 1000)::float8 as "waitMs"
  from sla_clocks where next_at is not null and (next_at, id) > ($1::timestamptz, $2::uuid) and next_at < $3::timestamptz
  order by next_at, id limit $4`;

/** How many jobs the queue should hold; those about to fire may just be leaving it. */
export const countScheduled = `select count(*)::int as n from sla_clocks where next_at > now() + interval '5 seconds' and next_at < $1::timestamptz`;

/** Workspaces with clocks that are overdue because no job fired them, the longest overdue first. */
export const overdueWorkspaces = `
  select workspace_id as "workspaceId" from sla_clocks where next_at <= now() - interval '500 milliseconds' group by workspace_id order by min(next_at) limit 1000`;

/** The workspace's clocks that are due, the oldest first. */
export const dueClocks = 'select id from sla_clocks where next_at <= now() order by next_at limit $1';

/** Seconds until a clock fires; no row when its version is not the scheduled one. */
export const untilFiring = `
  select (extract(epoch from next_at - now()) * 1000)::float8 as "waitMs" from sla_clocks where id = $1 and version = $2 and next_at is not null`;

/**
 * The workspace's due clocks, or the named one if it is due, locked with their tickets; skips those that another
 * transaction has locked. `isOver`: an answer or a status has already ended the clock and is about to be recorded.
 */
export const lockDue = `
  select c.id, c.ticket_id as "ticketId", c.kind, c.version, c.due_at <= now() as "isBreach", now() as now,
    case c.kind when 'resolution' then t.status <> 'open' else exists (
      select from ${messageRows} m where m.workspace_id = c.workspace_id and m.ticket_id = c.ticket_id and ${isAnswer}) end as "isOver"
  from sla_clocks c join ${ticketRows} t on t.workspace_id = c.workspace_id and t.id = c.ticket_id
  where c.next_at <= now() and ($2::uuid is null or c.id = $2) order by c.next_at limit $1
  for no key update of t, c skip locked`;

/** Fires clocks that have not changed since they were read. Those that are over are checked again in a minute. */
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

/** Policies that were changed after their clocks were set, over all workspaces. */
export const policiesToApply = `
  select workspace_id as "workspaceId", id, version, created_at::text as "dueAt" from sla_policies
  where applied_version < version and (created_at, id) > ($1::timestamptz, $2::uuid) order by created_at, id limit $3`;

/** Tickets after a given one, with running or paused clocks of an older version of a policy. */
export const ticketsToFollow = `
  select distinct ticket_id as "ticketId" from sla_clocks
  where policy_id = $1 and policy_version < $2 and state in ('running', 'paused') and ticket_id > $3 order by ticket_id limit $4`;

/** Stores that every clock has this version of the policy; changes nothing while one has not. */
export const policyApplied = `
  update sla_policies p set applied_version = $2 where p.id = $1 and p.applied_version < $2
    and not exists (select from sla_clocks c where c.workspace_id = p.workspace_id and c.policy_id = p.id and c.policy_version < $2 and c.state in ('running', 'paused'))`;
