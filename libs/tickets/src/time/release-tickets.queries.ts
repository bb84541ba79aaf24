import { activeAgentRows, membershipRows } from '#libs/identity';

/** Tickets of one round. */
export const releasedAtOnce = 100;
export const markedAtOnce = 1_000;

/** Whether the agent $1 is gone from a ticket `t`: deactivated, or no longer in its team, which is $2. */
const isGone = `case when $2::uuid is null
  then not exists (select from ${activeAgentRows} a where a.workspace_id = t.workspace_id and a.id = t.assignee_id)
  else t.team_id = $2 and not exists (
    select from ${membershipRows} m where m.workspace_id = t.workspace_id and m.team_id = t.team_id and m.agent_id = t.assignee_id) end`;

/** Tickets that wait for an agent and whose assignee is gone. Parameters: agent, the team that they left or null. */
export const ticketsToRelease = `
  select t.id from tickets t
  where t.assignee_id = $1 and t.status in ('open', 'pending', 'snoozed') and ${isGone} order by t.id limit ${releasedAtOnce}`;

/** Returns a row when that still holds of a ticket ($3). */
export const isToRelease = `
  select from tickets t where t.id = $3 and t.assignee_id = $1 and t.status in ('open', 'pending', 'snoozed') and ${isGone}`;

/**
 * Marks resolved tickets of an agent who is gone: they lose their assignee when they reopen. Returns a row for each;
 * fewer than `markedAtOnce` are the last. The same parameters.
 */
export const markResolved = `
  update tickets set assignee_left = true where id in (
    select t.id from tickets t
    where t.assignee_id = $1 and t.status = 'resolved' and not t.assignee_left and ${isGone}
    order by t.id limit ${markedAtOnce} for no key update of t)
  returning id`;

/** Returns a row when the assignee of a reopened ticket ($1) left it while it was resolved, and has not come back. */
export const hasLostAssignee = `
  select from tickets t where t.id = $1 and t.status in ('open', 'pending', 'snoozed') and t.assignee_id is not null and (
    not exists (select from ${activeAgentRows} a where a.workspace_id = t.workspace_id and a.id = t.assignee_id)
    or t.assignee_left and t.team_id is not null and not exists (
      select from ${membershipRows} m where m.workspace_id = t.workspace_id and m.team_id = t.team_id and m.agent_id = t.assignee_id))`;
