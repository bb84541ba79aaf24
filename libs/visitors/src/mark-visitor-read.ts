import { Injectable } from '@nestjs/common';
import { Database, firstRow } from '#libs/platform';
import { TicketHints, lockTicket, markRead } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';

const remember = `
  insert into visitor_reads (ticket_id, seq) values ($1, $2)
  on conflict (workspace_id, ticket_id) do update set seq = excluded.seq, read_at = now() where visitor_reads.seq < excluded.seq returning seq`;

/** Stores how far a visitor has read, and shows it to the agents. Never goes back. */
@Injectable()
export class MarkVisitorRead {
  constructor(
    private readonly database: Database,
    private readonly view: VisitorView,
    private readonly hints: TicketHints,
  ) {}

  async mark(visitor: Visitor, ticketId: string, seq: number): Promise<void> {
    await this.view.own(visitor, ticketId);
    await this.database.transaction(async (tx) => {
      // Lock the ticket first, as everywhere: the mail of unread answers locks the ticket and then its answers.
      const ticket = await lockTicket(tx, ticketId);
      if (!ticket) return;
      const moved = await firstRow<{ seq: number }>(tx, remember, [ticketId, Math.min(seq, ticket.lastSeq)]);
      if (!moved) return;
      await tx.query(
        `update unread_answers set state = 'settled' where ticket_id = $1 and seq <= $2 and state = 'waiting'`,
        [ticketId, moved.seq],
      );
      await markRead(tx, this.hints, ticket, { seq: moved.seq, channelId: visitor.channel.id });
    });
  }
}
