import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import type { TicketFilter } from '#libs/contracts';
import { Database, type Tx, firstRow } from '#libs/platform';
import type { ContributedFilter } from '#libs/tickets';
import type { VisitorReplyTime } from '#libs/visitors';
import { medianOfChannel } from './reports.queries.js';
import { writeLate } from './ticket-facts.queries.js';

/** Writes which targets of tickets are late now. */
export async function noteLate(
  tx: Tx,
  missed: { ticketId: string; kind: 'first_response' | 'resolution' }[],
): Promise<void> {
  await tx.query(writeLate, [JSON.stringify(missed.map(({ ticketId, kind }) => ({ ticketId, kind })))]);
}

const firstResponse = {
  answered: 'f.response_seconds is not null',
  waiting: 'f.answered_at is null and not f.by_agent',
  kept: 'not f.response_late',
  late: 'f.response_late',
};
const resolution = {
  resolved: 'f.resolution_seconds is not null',
  kept: 'not f.resolution_late',
  late: 'f.resolution_late',
};

/** Filters of the ticket list by facts: each count of a report links to its tickets. */
export const filterByFacts: ContributedFilter = {
  conditions: (filter: TicketFilter) => [
    ...(filter.firstResponse ? [ofFacts(firstResponse[filter.firstResponse])] : []),
    ...(filter.resolution ? [ofFacts(resolution[filter.resolution])] : []),
  ],
};

/** `offset 0` keeps it a probe of one row: the planner would otherwise read all facts. */
const ofFacts = (condition: string) =>
  `exists (select from ticket_facts f where f.workspace_id = t.workspace_id and f.ticket_id = t.id and ${condition} offset 0)`;

const fewest = 5;

/** Provides the widget with the time that an agent takes to answer. */
@Injectable()
export class MedianFirstResponse implements VisitorReplyTime {
  constructor(private readonly database: Database) {}

  /** Recent median of a channel in seconds; null when too few tickets have been answered. */
  async of({ id }: ReadyChannel): Promise<number | null> {
    const row = await firstRow<{ n: number; seconds: number | null }>(this.database, medianOfChannel, [id]);
    return row && row.n >= fewest && row.seconds !== null ? Math.max(1, Math.round(row.seconds)) : null;
  }
}
