import { dueSoon, ticketRows } from '#libs/tickets';

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
