const calendars = `
  select h.id, h.name, v.time_zone as "timeZone", v.windows, v.holidays, h.version
  from business_hours h
  join business_hours_versions v on v.workspace_id = h.workspace_id and v.hours_id = h.id and v.version = h.version`;

/** A page of calendars in their current version. Parameters: id after which it begins or null, limit. */
export const listCalendars = `${calendars} where ($1::uuid is null or h.id > $1) order by h.id limit $2`;

/** Parameter: calendar. */
export const calendarById = `${calendars} where h.id = $1`;

/** Marks the policies of a calendar, so that their clocks are set anew. Parameter: calendar. */
export const renewPoliciesOf = 'update sla_policies set version = version + 1 where hours_id = $1';

/** The policy for a ticket: the first whose conditions all hold, or the named one. */
export const policyOf = (which: 'that applies' | 'by id'): string => `
  select p.id, p.version, p.hours_id as "hoursId", h.version as "hoursVersion", p.targets,
    case when v.hours_id is not null then jsonb_build_object('timeZone', v.time_zone, 'windows', v.windows, 'holidays', v.holidays) end as calendar
  from sla_policies p
  left join business_hours h on h.workspace_id = p.workspace_id and h.id = p.hours_id
  left join business_hours_versions v on v.workspace_id = h.workspace_id and v.hours_id = h.id and v.version = h.version
  where ${which === 'by id' ? 'p.id = $1' : `(p.channel_types = '{}' or $1 = any(p.channel_types)) and (p.store_ids = '{}' or $2 = any(p.store_ids)) and (p.team_ids = '{}' or $3 = any(p.team_ids))`}
  order by p.position, p.id limit 1`;

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
