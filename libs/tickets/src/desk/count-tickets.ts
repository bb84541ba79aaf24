import { type AgentContext, scopeSql, ticketScope } from '#libs/identity';
import { type Database, firstRow } from '#libs/platform';
import { dueSoon } from './filter-tickets.js';

export interface TicketCounts {
  inbox: number;
  mine: number;
  unassigned: number;
  soon: number;
  pending: number;
  snoozed: number;
}

/** How many tickets of an agent's scope stand in each built-in view. */
export async function countTickets(database: Database, agent: AgentContext): Promise<TicketCounts> {
  const parameters: unknown[] = [agent.agentId];
  const scope = scopeSql(ticketScope(agent), 't', parameters);
  const counts = await firstRow<TicketCounts>(
    database,
    `select count(*) filter (where status = 'open')::int as inbox,
       count(*) filter (where status in ('open', 'pending') and assignee_id = $1)::int as mine,
       count(*) filter (where status = 'open' and assignee_id is null)::int as unassigned,
       count(*) filter (where status = 'open' and ${dueSoon})::int as soon,
       count(*) filter (where status = 'pending')::int as pending,
       count(*) filter (where status = 'snoozed')::int as snoozed
     from tickets t where status in ('open', 'pending', 'snoozed') and ${scope}`,
    parameters,
  );
  return counts!;
}
