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

/** Unresolved tickets in total and by channel. "Soon" is the list's filter, so tickets that are late count too. */
export const countNow = (conditions: string[]): string => `
  select now() as at, t.channel_type as "channelType", grouping(t.channel_type)::int = 1 as "isTotal", count(*)::int as backlog,
    count(*) filter (where t.status = 'open')::int as open,
    count(*) filter (where t.status = 'open' and t.assignee_id is null)::int as unassigned,
    count(*) filter (where t.status = 'pending')::int as pending,
    count(*) filter (where t.status = 'snoozed')::int as snoozed,
    count(*) filter (where t.clock_state = 'breached')::int as breached,
    count(*) filter (where ${dueSoon})::int as soon,
    min(t.created_at) filter (where t.status = 'open') as "oldestAt"
  from ${ticketRows} t where t.status in ('open', 'pending', 'snoozed') ${conditions.map((condition) => `and ${condition}`).join(' ')}
  group by grouping sets ((), (t.channel_type)) order by t.channel_type`;

const percentiles = (column: string) => `percentile_cont(array[0.5, 0.9]) within group (order by ${column})`;

/**
 * Both measures of the tickets of a period and of the one before, in one pass over the facts: each period as a whole,
 * by day (counted from the period's first) and by channel. $1 zone, $2 and $3 first days, $4 to $6 the instants at
 * which they begin and end.
 */
export const responseTimes = (hours: 'any' | 'business', conditions: string[]): string => {
  const seconds = (measure: string) => `${measure}_${hours === 'business' ? 'business_' : ''}seconds`;
  return `
    select "isCurrent", day, channel_type as "channelType", grouping(day)::int = 0 as "byDay", grouping(channel_type)::int = 0 as "byChannel",
      count(response)::int as "responseN", ${percentiles('response')} as "responseTimes", count(*) filter (where not response_late)::int as "responseKept", count(*) filter (where response_late)::int as "responseLate",
      count(resolution)::int as "resolutionN", ${percentiles('resolution')} as "resolutionTimes", count(*) filter (where not resolution_late)::int as "resolutionKept", count(*) filter (where resolution_late)::int as "resolutionLate"
    from (
      select f.created_at >= $5 as "isCurrent", f.channel_type, f.response_late, f.resolution_late,
        ${seconds('f.response')} as response, ${seconds('f.resolution')} as resolution,
        (f.created_at at time zone $1)::date - case when f.created_at >= $5 then $3::date else $2::date end as day
      from ticket_facts f where f.created_at >= $4 and f.created_at < $6 ${conditions.map((condition) => `and ${condition}`).join(' ')}) facts
    group by grouping sets (("isCurrent"), ("isCurrent", day), ("isCurrent", channel_type))`;
};

/** The median first response of the newest answered tickets of two weeks. Parameter: channel. */
export const medianOfChannel = `
  select count(*)::int as n, percentile_cont(0.5) within group (order by response_seconds) as seconds
  from (select response_seconds from ticket_facts
    where channel_id = $1 and response_seconds is not null and created_at > now() - interval '14 days' order by created_at desc limit 200) newest`;
