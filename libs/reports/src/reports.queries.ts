import { teamRows } from '#libs/identity';
import { storeRows } from '#libs/stores';
import { dueSoon, ticketRows } from '#libs/tickets';

/** The part of the workspace that a report covers. */
export interface ReportScope {
  channelType?: string;
  storeId?: string;
  team?: string;
}

/** A report's scope as conditions on a row `alias`; appends their values to `parameters`. */
export function scopeConditions(
  alias: string,
  { channelType, storeId, team }: ReportScope,
  parameters: unknown[],
): string[] {
  const put = (value: unknown) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (channelType) conditions.push(`${alias}.channel_type = ${put(channelType)}`);
  if (storeId) conditions.push(`${alias}.store_id = ${put(storeId)}`);
  if (team) conditions.push(team === 'none' ? `${alias}.team_id is null` : `${alias}.team_id = ${put(team)}`);
  return conditions;
}

/** Whether a store and a team belong to the workspace; null does. Parameters: store, team. */
export const isKnown = `
  select $1::uuid is null or exists (select from ${storeRows} s where id = $1) as store, $2::uuid is null or exists (select from ${teamRows} t where id = $2) as team`;

/**
 * Unresolved tickets by channel. "Soon" is the list's filter, so tickets that are late count too. The total is left to
 * the caller: with grouping sets Postgres does not share the reading among its processes.
 */
export const countNow = (conditions: string[]): string => `
  select t.channel_type as "channelType", count(*)::int as backlog,
    count(*) filter (where t.status = 'open')::int as open,
    count(*) filter (where t.status = 'open' and t.assignee_id is null)::int as unassigned,
    count(*) filter (where t.status = 'pending')::int as pending,
    count(*) filter (where t.status = 'snoozed')::int as snoozed,
    count(*) filter (where t.clock_state = 'breached')::int as breached,
    count(*) filter (where ${dueSoon})::int as soon,
    min(t.created_at) filter (where t.status = 'open') as "oldestAt"
  from ${ticketRows} t where t.status in ('open', 'pending', 'snoozed') ${conditions.map((condition) => `and ${condition}`).join(' ')}
  group by t.channel_type order by t.channel_type`;

/** The median first response of the newest answered tickets of two weeks. Parameter: channel. */
export const medianOfChannel = `
  select count(*)::int as n, percentile_disc(0.5) within group (order by response_seconds) as seconds
  from (select response_seconds from ticket_facts
    where channel_id = $1 and response_seconds is not null and created_at > now() - interval '14 days' order by created_at desc limit 200) newest`;
