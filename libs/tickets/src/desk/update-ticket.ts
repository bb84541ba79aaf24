import { Injectable } from '@nestjs/common';
import type { Priority, TicketStatus } from '#libs/contracts';
import { type AgentContext } from '#libs/identity';
import { Database, Problem, type Tx, appendEvent, firstRow } from '#libs/platform';
import { type LockedTicket, lockVisibleTicket } from '../core/find-visible-ticket.js';
import { type Actor, recordTicketEvent } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';

export interface TicketChange {
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

interface Difference {
  field: 'status' | 'assignee' | 'team' | 'priority' | 'tags' | 'subject';
  from: unknown;
  to: unknown;
}

const maxTags = 50;

/** Changes what a ticket is, with one entry of history for each thing that really changed. */
@Injectable()
export class UpdateTicket {
  constructor(
    private readonly database: Database,
    private readonly hints: TicketHints,
  ) {}

  async update(agent: AgentContext, ticketId: string, change: TicketChange): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ticket = await lockVisibleTicket(tx, agent, ticketId);
      if (ticket.status === 'closed')
        throw new Problem('conflict', 'A closed ticket stays as it is; a new message opens a new one');
      if (change.basedOnChangeSeq !== undefined) await refuseOvertaken(tx, ticket, change);
      await this.apply(tx, ticket, change, { kind: 'agent', id: agent.agentId });
    });
  }

  /** Applies a change to a ticket that the caller has locked. */
  async apply(tx: Tx, ticket: LockedTicket, change: TicketChange, actor: Actor): Promise<void> {
    const next = nextState(ticket, change);
    const differences = compare(ticket, next);
    if (differences.length === 0 && !snoozeMoved(ticket, next)) return;
    await requireMembers(tx, ticket, next);
    const written = await firstRow<{ changeSeq: number }>(
      tx,
      `update tickets set status = $2, assignee_id = $3, team_id = $4, priority = $5, tags = $6, subject = $7, snoozed_until = $8, change_seq = change_seq + 1,
         resolved_at = case when $2 = 'resolved' then coalesce(resolved_at, now()) end
       where id = $1 returning change_seq as "changeSeq"`,
      [ticket.id, next.status, next.assigneeId, next.teamId, next.priority, next.tags, next.subject, next.snoozedUntil],
    );
    const { changeSeq } = written!;
    for (const { field, from, to } of differences)
      recordTicketEvent(tx, { ticketId: ticket.id, changeSeq, type: field, actor, data: { from, to } });
    appendEvent(tx, {
      type: 'TicketChanged',
      ticketId: ticket.id,
      payload: Object.fromEntries(
        differences
          .filter(({ field }) => field !== 'tags' && field !== 'subject')
          .map(({ field, to }) => [field, to as string | null]),
      ),
    });
    this.hints.changed(tx, { ...next, id: ticket.id, changeSeq, lastSeq: ticket.lastSeq }, { before: ticket });
  }
}

type TicketState = Pick<
  LockedTicket,
  'status' | 'assigneeId' | 'teamId' | 'priority' | 'tags' | 'subject' | 'snoozedUntil'
>;

function nextState(ticket: LockedTicket, change: TicketChange): TicketState {
  const status = change.status ?? ticket.status;
  const removed = new Set(change.removeTags ?? []);
  const tags = [...new Set([...ticket.tags.filter((tag) => !removed.has(tag)), ...(change.addTags ?? [])])];
  if (tags.length > maxTags) throw new Problem('invalid-request', `A ticket has at most ${maxTags} tags`);
  return {
    status,
    tags,
    snoozedUntil:
      status === 'snoozed' ? (change.snoozedUntil ? futureTime(change.snoozedUntil) : ticket.snoozedUntil) : null,
    assigneeId: change.assigneeId === undefined ? ticket.assigneeId : change.assigneeId,
    teamId: change.teamId === undefined ? ticket.teamId : change.teamId,
    priority: change.priority ?? ticket.priority,
    subject: change.subject ?? ticket.subject,
  };
}

function futureTime(time: string): Date {
  const date = new Date(time);
  if (date.getTime() <= Date.now())
    throw new Problem('invalid-request', { errors: [{ path: 'body.snoozedUntil', message: 'is past' }] });
  return date;
}

function compare(before: LockedTicket, after: TicketState): Difference[] {
  const all: Difference[] = [
    { field: 'status', from: before.status, to: after.status },
    { field: 'assignee', from: before.assigneeId, to: after.assigneeId },
    { field: 'team', from: before.teamId, to: after.teamId },
    { field: 'priority', from: before.priority, to: after.priority },
    { field: 'tags', from: before.tags, to: after.tags },
    { field: 'subject', from: before.subject, to: after.subject },
  ];
  return all.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

const snoozeMoved = (before: TicketState, after: TicketState) =>
  (before.snoozedUntil?.getTime() ?? 0) !== (after.snoozedUntil?.getTime() ?? 0);

/** A ticket is given only to active agents and teams of this workspace. */
async function requireMembers(tx: Tx, before: LockedTicket, next: TicketState) {
  if (
    next.assigneeId &&
    next.assigneeId !== before.assigneeId &&
    !(await firstRow(tx, `select 1 from agents where id = $1 and state = 'active'`, [next.assigneeId]))
  ) {
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.assigneeId', message: 'not an active agent of this workspace' }],
    });
  }
  if (
    next.teamId &&
    next.teamId !== before.teamId &&
    !(await firstRow(tx, 'select 1 from teams where id = $1', [next.teamId]))
  ) {
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.teamId', message: 'not a team of this workspace' }],
    });
  }
}

/** Refuses a change when another has touched the same things since the caller last looked. */
async function refuseOvertaken(tx: Tx, ticket: LockedTicket, change: TicketChange) {
  const touched = [
    change.status !== undefined && 'status',
    change.assigneeId !== undefined && 'assignee',
    change.teamId !== undefined && 'team',
    change.priority !== undefined && 'priority',
  ].filter((field) => field !== false);
  const overtaken = await firstRow(
    tx,
    'select 1 from ticket_events where ticket_id = $1 and change_seq > $2 and type = any($3::text[])',
    [ticket.id, change.basedOnChangeSeq, touched],
  );
  if (overtaken) throw new Problem('conflict');
}
