import { everyWorkspaceRows, workspaceRows } from '#libs/identity';

/*
 * How many tickets of each team and assignee are in the built-in views. A trigger on `tickets` appends what each change
 * adds and takes; those rows and `ticket_counts`, into which a sweep folds them, are summed by one statement, so in one
 * snapshot: a sum is exact at any moment, and no transaction waits for another's count. "None" is written as an id of
 * zeros in `ticket_counts`, whose key takes no null.
 */

const none = `'00000000-0000-0000-0000-000000000000'::uuid`;
export const foldedAtOnce = 10_000;

/** From when a tickets row `t` is due soon, or null. A breached clock is so from the beginning. */
export const soonFrom = `
  case t.clock_state when 'breached' then timestamptz '-infinity'
    when 'running' then t.clock_due_at - greatest(interval '20 minutes', make_interval(secs => (t.clock->>'targetSeconds')::int / 4)) end`;

/** Counts the tickets by reading them all. */
export const countByPlace = `
  select team_id as "teamId", assignee_id as "assigneeId", count(*) filter (where status = 'open')::int as open,
    count(*) filter (where status = 'open' and ${soonFrom} <= now())::int as soon,
    count(*) filter (where status = 'pending')::int as pending, count(*) filter (where status = 'snoozed')::int as snoozed
  from tickets t where status in ('open', 'pending', 'snoozed') group by team_id, assignee_id`;

const storedRows = `
  select team_id, assignee_id, open, soon, pending, snoozed from ticket_counts
  union all
  select coalesce(team_id, ${none}), coalesce(assignee_id, ${none}), open, soon, pending, snoozed from ticket_count_changes where counts_from <= now()`;

/** The same from what is stored. */
export const storedByPlace = `
  select nullif(team_id, ${none}) as "teamId", nullif(assignee_id, ${none}) as "assigneeId",
    sum(open)::int as open, sum(soon)::int as soon, sum(pending)::int as pending, sum(snoozed)::int as snoozed
  from (${storedRows}) c group by team_id, assignee_id`;

/** Returns a row while the workspace's tickets of before the counts have not been counted. */
export const isUncounted = 'select from ticket_recounts where counted_at is null';

/** The workspaces with changes to fold. */
export const workspacesToFold = `
  select w.id as "workspaceId" from ${everyWorkspaceRows} w
  where exists (select from ticket_count_changes c where c.workspace_id = w.id and c.counts_from <= now())`;

/** Folds a batch of changes. A change whose ticket is being changed waits for the next time. */
export const foldChanges = `
  with gone as (
    delete from ticket_count_changes where ctid = any(array(
      select ctid from ticket_count_changes where counts_from <= now() order by counts_from, ticket_id, id limit ${foldedAtOnce} for update skip locked))
    returning team_id, assignee_id, open, soon, pending, snoozed
  ), added as (
    insert into ticket_counts as c (team_id, assignee_id, open, soon, pending, snoozed)
    select coalesce(team_id, ${none}), coalesce(assignee_id, ${none}), sum(open), sum(soon), sum(pending), sum(snoozed) from gone group by 1, 2
    on conflict (workspace_id, team_id, assignee_id) do update set open = c.open + excluded.open, soon = c.soon + excluded.soon,
      pending = c.pending + excluded.pending, snoozed = c.snoozed + excluded.snoozed
  )
  select count(*)::int as folded from gone`;

/** Changes that are not folded yet, over all workspaces, without those that only count from a later moment. */
export const countUnfolded = `
  select coalesce(sum(c.n), 0)::int as n from ${everyWorkspaceRows} w
  cross join lateral (select count(*) as n from ticket_count_changes c where c.workspace_id = w.id and c.counts_from <= now()) c`;

/** The workspaces whose tickets are to be counted again; those that are not counted at all come first. */
export const workspacesToRecount = `
  select w.id as "workspaceId" from ${everyWorkspaceRows} w left join ticket_recounts r on r.workspace_id = w.id
  where r.workspace_id is null or r.due_at <= now() order by r.counted_at nulls first, w.id limit 1000`;

/** Compares what is stored with the tickets, in one snapshot, and appends what is missing: no ticket waits for it. */
const appendDifferences = `
  insert into ticket_count_changes (counts_from, ticket_id, team_id, assignee_id, open, soon, pending, snoozed)
  select counts_from, ticket_id, nullif(team_id, ${none}), nullif(assignee_id, ${none}), sum(open), sum(soon), sum(pending), sum(snoozed)
  from (
    select case when later then soon_from else '-infinity' end as counts_from, case when later then id else ${none} end as ticket_id,
      coalesce(team_id, ${none}) as team_id, coalesce(assignee_id, ${none}) as assignee_id, 0 as open, 1 as soon, 0 as pending, 0 as snoozed
    from (select id, team_id, assignee_id, ${soonFrom} as soon_from, ${soonFrom} > now() as later from tickets t where status = 'open') t
    where soon_from is not null
    union all
    select '-infinity', ${none}, coalesce(team_id, ${none}), coalesce(assignee_id, ${none}), count(*) filter (where status = 'open'), 0,
      count(*) filter (where status = 'pending'), count(*) filter (where status = 'snoozed')
    from tickets where status in ('open', 'pending', 'snoozed') group by 3, 4
    union all
    select '-infinity', ${none}, team_id, assignee_id, -open, -soon, -pending, -snoozed from ticket_counts
    union all
    select case when counts_from > now() then counts_from else '-infinity' end, case when counts_from > now() then ticket_id else ${none} end,
      coalesce(team_id, ${none}), coalesce(assignee_id, ${none}), -open, -soon, -pending, -snoozed from ticket_count_changes
  ) d
  group by counts_from, ticket_id, d.team_id, d.assignee_id
  having sum(open) <> 0 or sum(soon) <> 0 or sum(pending) <> 0 or sum(snoozed) <> 0
  returning 1`;

/**
 * Counts the workspace's tickets again, sets the next time to the coming night, and returns how many counts differed,
 * and whether they had ever been counted before.
 */
export const recount = `
  with differences as (${appendDifferences}),
  noted as (
    insert into ticket_recounts as r (due_at, counted_at, differences)
    select (date_trunc('day', now() at time zone w.time_zone) + interval '27 hours') at time zone w.time_zone, now(), (select count(*) from differences)
    from ${workspaceRows} w
    on conflict (workspace_id) do update set due_at = excluded.due_at, counted_at = excluded.counted_at,
      differences = case when r.counted_at is null then 0 else excluded.differences end
  )
  select (select count(*)::int from differences) as differences, exists (select from ticket_recounts where counted_at is not null) as "isKnown"`;

/** Counts that the last recount of each workspace mended. The first count of tickets of before is none. */
export const countMended = `select coalesce(sum(differences), 0)::int as n from ticket_recounts`;
