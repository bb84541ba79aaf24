import { Injectable } from '@nestjs/common';
import type { Priority, Ticket, TicketStatus } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Tx, firstRow } from '#libs/platform';
import { changeTicket } from '../core/change-ticket.js';
import { type LockedTicket, lockVisibleTicket, readLockedTicket } from '../core/find-visible-ticket.js';
import { TicketHints } from '../core/ticket-hints.js';
import { isChangedSince } from './read-ticket.queries.js';

interface AgentChange {
  status?: Exclude<TicketStatus, 'closed'>;
  snoozedUntil?: string;
  assigneeId?: string | null;
  teamId?: string | null;
  priority?: Priority;
  addTags?: string[];
  removeTags?: string[];
  subject?: string;
  basedOnChangeSeq?: number;
}

/** Changes a ticket for an agent. */
@Injectable()
export class UpdateTicket {
  constructor(
    private readonly database: Database,
    private readonly hints: TicketHints,
  ) {}

  /** Returns the ticket as the agent left it, even when they have given it away and may no longer see it. */
  update(agent: AgentContext, ticketId: string, change: AgentChange): Promise<Ticket> {
    return this.database.transaction(async (tx) => {
      const ticket = await lockVisibleTicket(tx, agent, ticketId);
      if (ticket.status === 'closed')
        throw new Problem('conflict', 'A closed ticket stays as it is; a new message opens a new one');
      if (change.basedOnChangeSeq !== undefined) await refuseOvertaken(tx, ticket, change);
      await changeTicket(tx, this.hints, ticket, asTicketChange(change), {
        actor: { kind: 'agent', id: agent.agentId },
      });
      return readLockedTicket(tx, agent, ticketId);
    });
  }
}

function asTicketChange({ status, snoozedUntil, basedOnChangeSeq: _, ...fields }: AgentChange) {
  if (!status && !snoozedUntil) return fields;
  return {
    ...fields,
    standing: {
      kind: 'set' as const,
      ...(status && { status }),
      ...(snoozedUntil && { snoozedUntil: new Date(snoozedUntil) }),
    },
  };
}

/**
 * Refuses a change when another one has changed the same fields since the caller read them. Tags are added and removed
 * one by one, so they overwrite nothing.
 */
async function refuseOvertaken(tx: Tx, ticket: LockedTicket, change: AgentChange) {
  const touched = [
    (change.status ?? change.snoozedUntil) !== undefined && 'status',
    change.assigneeId !== undefined && 'assignee',
    change.teamId !== undefined && 'team',
    change.priority !== undefined && 'priority',
    change.subject !== undefined && 'subject',
  ].filter((field) => field !== false);
  const overtaken = await firstRow(tx, isChangedSince, [ticket.id, change.basedOnChangeSeq, touched]);
  if (overtaken) throw new Problem('conflict');
}
