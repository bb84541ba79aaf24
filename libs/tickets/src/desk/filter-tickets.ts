import type { TicketFilter } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import type { Database } from '#libs/platform';
import type { ContributedFilter } from './contributed-filter.js';
import { searchCondition } from './search-tickets.js';

/** Returns conditions on a tickets row `t`; appends their values to `parameters`. */
export async function filterTickets(
  database: Database,
  agent: AgentContext,
  filter: TicketFilter,
  parameters: unknown[],
  others: ContributedFilter | null,
): Promise<string[]> {
  const put = (value: unknown) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (filter.status) conditions.push(`t.status = any(${put(filter.status)}::text[])`);
  if (filter.channelType) conditions.push(`t.channel_type = ${put(filter.channelType)}`);
  if (filter.assignee)
    conditions.push(
      filter.assignee === 'none'
        ? 't.assignee_id is null'
        : `t.assignee_id = ${put(filter.assignee === 'me' ? agent.agentId : filter.assignee)}`,
    );
  if (filter.team) conditions.push(filter.team === 'none' ? 't.team_id is null' : `t.team_id = ${put(filter.team)}`);
  if (filter.tag) conditions.push(`t.tags @> array[${put(filter.tag)}::text]`);
  if (filter.storeId) conditions.push(`t.store_id = ${put(filter.storeId)}`);
  if (filter.contactId) conditions.push(`t.contact_id = ${put(filter.contactId)}`);
  if (filter.sla) conditions.push(slaCondition(filter.sla));
  if (filter.createdFrom) conditions.push(`t.created_at >= ${put(filter.createdFrom)}`);
  if (filter.createdTo) conditions.push(`t.created_at < ${put(filter.createdTo)}`);
  conditions.push(...(others?.conditions(filter, put) ?? []));
  if (filter.q) conditions.push(await searchCondition(database, filter.q, put));
  return conditions;
}

/**
 * Whether a tickets row `t` is due soon, as the list shows it: late, in the last quarter of its target or within twenty
 * minutes.
 */
export const dueSoon = `(t.clock_state = 'breached' or (t.clock_state = 'running' and t.clock_due_at <= now() + greatest(interval '20 minutes', make_interval(secs => (t.clock->>'targetSeconds')::int / 4))))`;

const slaCondition = (sla: 'soon' | 'breached') => (sla === 'breached' ? `t.clock_state = 'breached'` : dueSoon);
