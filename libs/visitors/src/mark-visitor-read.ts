import { Injectable } from '@nestjs/common';
import { Database, firstRow } from '#libs/platform';
import { TicketHints, lockTicket, markRead } from '#libs/tickets';
import { settleUpTo } from './unread-answers/unread-answers.queries.js';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';
import { advanceRead } from './visitors.queries.js';

/** Stores how far a visitor has read, and shows it to the agents. Never goes back. */
@Injectable()
export class MarkVisitorRead {
  constructor(
    private readonly database: Database,
    private readonly view: VisitorView,
    private readonly hints: TicketHints,
  ) {}

  async mark(visitor: Visitor, ticketId: string, seq: number): Promise<void> {
    // What was mailed says nothing of how far the visitor in the chat has read.
    if (visitor.answers) return;
    await this.view.own(visitor, ticketId);
    await this.database.transaction(async (tx) => {
      // Lock the ticket first, as everywhere: the mail of unread answers locks the ticket and then its answers.
      const ticket = await lockTicket(tx, ticketId);
      if (!ticket) return;
      const moved = await firstRow<{ seq: number }>(tx, advanceRead, [ticketId, Math.min(seq, ticket.lastSeq)]);
      if (!moved) return;
      await tx.query(settleUpTo, [ticketId, moved.seq]);
      await markRead(tx, this.hints, ticket, { seq: moved.seq, channelId: visitor.channel.id });
    });
  }
}
