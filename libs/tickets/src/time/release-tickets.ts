import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AgentDeactivated, AgentLeftTeam } from '#libs/identity';
import {
  Database,
  type EventOf,
  JobHandler,
  type JobRun,
  Jobs,
  type PayloadOfJob,
  Subscriber,
  type Tx,
  defineJob,
  firstRow,
  rows,
} from '#libs/platform';
import { changeTicket } from '../core/change-ticket.js';
import { TicketChanged } from '../core/events.js';
import { type LockedTicket, lockTicket } from '../core/find-visible-ticket.js';
import { system } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';
import {
  hasLostAssignee,
  isToRelease,
  markedAtOnce,
  markResolved,
  releasedAtOnce,
  ticketsToRelease,
} from './release-tickets.queries.js';

export const releaseTickets = defineJob({
  name: 'release-tickets',
  payload: z.object({ workspaceId: z.uuid(), agentId: z.uuid(), teamId: z.uuid().nullable() }),
  attempts: 10,
  backoffMs: 2_000,
  concurrency: 1,
});

/** Takes tickets from agents who are gone, so that no agent believes that they are attended to. */
@Injectable()
export class ReleaseTickets {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly hints: TicketHints,
  ) {}

  @Subscriber([AgentDeactivated, AgentLeftTeam], 'release-tickets')
  async queue(event: EventOf<typeof AgentDeactivated | typeof AgentLeftTeam>): Promise<void> {
    const { workspaceId, agentId } = event;
    await this.jobs.add(releaseTickets, { workspaceId, agentId, teamId: 'teamId' in event ? event.teamId : null });
  }

  /** Each round leaves fewer tickets; a try that takes too long is followed by another, which finds the rest. */
  @JobHandler(releaseTickets)
  async release({ agentId, teamId }: PayloadOfJob<typeof releaseTickets>, { signal }: JobRun): Promise<void> {
    for (let marked = markedAtOnce; marked === markedAtOnce;) {
      signal.throwIfAborted();
      marked = (await rows<{ id: string }>(this.database, markResolved, [agentId, teamId])).length;
    }
    for (let found = releasedAtOnce; found === releasedAtOnce;) {
      signal.throwIfAborted();
      const tickets = await rows<{ id: string }>(this.database, ticketsToRelease, [agentId, teamId]);
      found = tickets.length;
      for (const { id } of tickets) await this.database.transaction((tx) => this.releaseOne(tx, id, agentId, teamId));
    }
  }

  /** A resolved ticket keeps its assignee, whom the history names; a reopened one asks for an agent who is there. */
  @Subscriber(TicketChanged, 'release-reopened')
  async releaseReopened({ ticketId, changed }: EventOf<typeof TicketChanged>, tx: Tx): Promise<void> {
    if (changed.status?.from !== 'resolved' || changed.status.to === 'closed') return;
    const ticket = await lockTicket(tx, ticketId);
    if (ticket && (await firstRow(tx, hasLostAssignee, [ticketId]))) await this.unassign(tx, ticket);
  }

  private async releaseOne(tx: Tx, ticketId: string, agentId: string, teamId: string | null): Promise<void> {
    const ticket = await lockTicket(tx, ticketId);
    if (ticket && (await firstRow(tx, isToRelease, [agentId, teamId, ticketId]))) await this.unassign(tx, ticket);
  }

  private async unassign(tx: Tx, ticket: LockedTicket): Promise<void> {
    await changeTicket(tx, this.hints, ticket, { assigneeId: null }, { actor: system });
  }
}
