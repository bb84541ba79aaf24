import type { Priority, Ticket } from '#libs/contracts';
import { type AgentContext, scopeSql, ticketScope } from '#libs/identity';
import { type Database, Problem, type Tx, defer, firstRow } from '#libs/platform';
import type { Standing } from './standing.js';
import { type TicketRow, describeTicket, ticketColumns, ticketJoins } from './ticket-view.js';

/** Finds a ticket that the agent may see. One that they may not see gets the same error as one that does not exist. */
export async function findVisibleTicket(from: Tx | Database, agent: AgentContext, ticketId: string): Promise<Ticket> {
  return findVisible(from, agent, 't.id = $2', ticketId);
}

export async function findVisibleTicketByNumber(
  from: Tx | Database,
  agent: AgentContext,
  number: number,
): Promise<Ticket> {
  return findVisible(from, agent, 't.number = $2', number);
}

async function findVisible(
  from: Tx | Database,
  agent: AgentContext,
  condition: string,
  value: unknown,
): Promise<Ticket> {
  const parameters: unknown[] = [agent.agentId, value];
  const scope = scopeSql(ticketScope(agent), 't', parameters);
  return find(from, `${condition} and ${scope}`, parameters);
}

/**
 * Reads a ticket that the agent has locked in this transaction, even when their change has removed their access to it.
 */
export const readLockedTicket = (tx: Tx, agent: AgentContext, ticketId: string): Promise<Ticket> =>
  find(tx, 't.id = $2', [agent.agentId, ticketId]);

async function find(from: Tx | Database, where: string, parameters: unknown[]): Promise<Ticket> {
  const row = await firstRow<TicketRow>(
    from,
    `select ${ticketColumns} from tickets t ${ticketJoins(1)} where ${where}`,
    parameters,
  );
  if (!row) throw new Problem('not-found');
  return describeTicket(row);
}

/** A ticket as read by the transaction that has locked it. */
export interface LockedTicket extends Standing {
  id: string;
  number: number;
  subject: string;
  priority: Priority;
  channelId: string;
  channelType: string;
  contactId: string;
  /** The address on the channel that answers go to. */
  recipientKind: string;
  recipientValue: string;
  assigneeId: string | null;
  teamId: string | null;
  tags: string[];
  lastSeq: number;
  lastInboundSeq: number;
  lastInboundAt: Date | null;
  changeSeq: number;
  locale: string | null;
  /** Start of the transaction, by the database's clock. */
  now: Date;
}

const lockedColumns = `
  id, number, subject, status, priority, channel_id as "channelId", channel_type as "channelType", contact_id as "contactId",
  recipient_kind as "recipientKind", recipient_value as "recipientValue", assignee_id as "assigneeId", team_id as "teamId",
  tags, snoozed_until as "snoozedUntil", resolved_at as "resolvedAt", closed_at as "closedAt", last_seq as "lastSeq", last_inbound_seq as "lastInboundSeq", last_inbound_at as "lastInboundAt", change_seq as "changeSeq", locale, now() as now`;

/** The same, locked until the end of the transaction. */
export async function lockVisibleTicket(tx: Tx, agent: AgentContext, ticketId: string): Promise<LockedTicket> {
  const parameters: unknown[] = [ticketId];
  const scope = scopeSql(ticketScope(agent), 't', parameters);
  const row = await firstRow<LockedTicket>(
    tx,
    `select ${lockedColumns} from tickets t where id = $1 and ${scope} for update`,
    parameters,
  );
  if (!row) throw new Problem('not-found');
  return row;
}

/** Locks a ticket for a change that no agent makes; null when it no longer exists. */
export const lockTicket = (tx: Tx, ticketId: string): Promise<LockedTicket | null> =>
  firstRow<LockedTicket>(tx, `select ${lockedColumns} from tickets where id = $1 for update`, [ticketId]);

/**
 * Locks a ticket if a condition on its columns holds. Null when it does not, and when another transaction holds the
 * lock.
 */
export const lockTicketIf = (tx: Tx, ticketId: string, condition: string): Promise<LockedTicket | null> =>
  firstRow<LockedTicket>(
    tx,
    `select ${lockedColumns} from tickets where id = $1 and ${condition} for update skip locked`,
    [ticketId],
  );

/** Locks a ticket together with the next statement, for a change that needs none of its fields. */
export const deferTicketLock = (tx: Tx, ticketId: string): void =>
  void defer(tx, 'select 1 from tickets where id = $1 for no key update', [ticketId]);

/** Checks with the cheapest statement that the agent may see the ticket. */
export async function requireVisible(from: Tx | Database, agent: AgentContext, ticketId: string): Promise<void> {
  const parameters: unknown[] = [ticketId];
  const scope = scopeSql(ticketScope(agent), 't', parameters);
  if (!(await firstRow(from, `select 1 from tickets t where id = $1 and ${scope}`, parameters)))
    throw new Problem('not-found');
}
