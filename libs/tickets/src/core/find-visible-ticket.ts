import type { Priority, Ticket } from '#libs/contracts';
import { type AgentContext, ticketScope } from '#libs/identity';
import { type Database, Problem, type Tx, defer, firstRow } from '#libs/platform';
import * as queries from './find-visible-ticket.queries.js';
import { knowsContactOf } from './known-contact.queries.js';
import type { Standing } from './standing.js';
import { type TicketRow, describeTicket } from './ticket-view.js';

/** Finds a ticket that the agent may see. One that they may not see gets the same error as one that does not exist. */
export const findVisibleTicket = (from: Tx | Database, agent: AgentContext, ticketId: string): Promise<Ticket> =>
  findVisible(from, agent, 'id', ticketId);

export const findVisibleTicketByNumber = (from: Tx | Database, agent: AgentContext, number: number): Promise<Ticket> =>
  findVisible(from, agent, 'number', number);

async function findVisible(
  from: Tx | Database,
  agent: AgentContext,
  key: 'id' | 'number',
  value: unknown,
): Promise<Ticket> {
  const parameters: unknown[] = [agent.agentId, value];
  return found(await firstRow<TicketRow>(from, queries.findVisibleBy(key, ticketScope(agent), parameters), parameters));
}

/**
 * Reads a ticket that the agent has locked in this transaction, even when their change has removed their access to it.
 */
export async function readLockedTicket(tx: Tx, agent: AgentContext, ticketId: string): Promise<Ticket> {
  const parameters: unknown[] = [agent.agentId, ticketId];
  return found(await firstRow<TicketRow>(tx, queries.findById(ticketScope(agent), parameters), parameters));
}

function found(row: TicketRow | null): Ticket {
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
  /** Where answers go instead. */
  replyTo: string | null;
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

/** The same, locked until the end of the transaction. */
export async function lockVisibleTicket(tx: Tx, agent: AgentContext, ticketId: string): Promise<LockedTicket> {
  const parameters: unknown[] = [ticketId];
  const row = await firstRow<LockedTicket>(tx, queries.lockVisible(ticketScope(agent), parameters), parameters);
  if (!row) throw new Problem('not-found');
  return row;
}

/** Locks a ticket for a change that no agent makes; null when it no longer exists. */
export const lockTicket = (tx: Tx, ticketId: string): Promise<LockedTicket | null> =>
  firstRow<LockedTicket>(tx, queries.lockById, [ticketId]);

/**
 * Locks a ticket if a condition on its columns holds. Null when it does not, and when another transaction holds the
 * lock.
 */
export const lockTicketIf = (tx: Tx, ticketId: string, condition: string): Promise<LockedTicket | null> =>
  firstRow<LockedTicket>(tx, queries.lockIf(condition), [ticketId]);

/** Locks a ticket together with the next statement, for a change that needs none of its fields. */
export const deferTicketLock = (tx: Tx, ticketId: string): void => void defer(tx, queries.lockOnly, [ticketId]);

/** Checks with the cheapest statement that the agent may see the ticket. */
export async function requireVisible(from: Tx | Database, agent: AgentContext, ticketId: string): Promise<void> {
  const parameters: unknown[] = [ticketId];
  if (!(await firstRow(from, queries.existsVisible(ticketScope(agent), parameters), parameters)))
    throw new Problem('not-found');
}

/**
 * Whether the agent may know who the contact of a ticket is: see knowsContactSql. False also for a ticket that they may
 * not see.
 */
export const mayKnowContact = async (from: Tx | Database, agent: AgentContext, ticketId: string): Promise<boolean> =>
  (await knowledgeOf(from, agent, ticketId))?.isKnown ?? false;

/**
 * Checks that the agent may see the ticket.
 * @returns whether they may know who its contact is
 */
export async function requireVisibleWithContact(
  from: Tx | Database,
  agent: AgentContext,
  ticketId: string,
): Promise<boolean> {
  const found = await knowledgeOf(from, agent, ticketId);
  if (!found) throw new Problem('not-found');
  return found.isKnown;
}

function knowledgeOf(from: Tx | Database, agent: AgentContext, ticketId: string): Promise<{ isKnown: boolean } | null> {
  const parameters: unknown[] = [ticketId];
  return firstRow(from, knowsContactOf(ticketScope(agent), parameters), parameters);
}
