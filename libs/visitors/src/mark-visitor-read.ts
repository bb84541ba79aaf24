import { Injectable } from '@nestjs/common';
import { Database, appendEvents, firstRow, rows } from '#libs/platform';
import { TicketHints, bumpTicket, lockTicket } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';

const remember = `
  insert into visitor_reads (ticket_id, seq) values ($1, $2)
  on conflict (workspace_id, ticket_id) do update set seq = excluded.seq, read_at = now() where visitor_reads.seq < excluded.seq returning seq`;
const markRead = `
  update messages set delivery_status = 'read', change_seq = $3
  where ticket_id = $1 and seq <= $2 and direction = 'outbound' and visibility = 'public' and channel_id = $4 and delivery_status in ('sent', 'delivered') returning id`;

/** Remembers how far a visitor has read, and shows it to the agents. Never goes back. */
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
      // First of all, as everywhere: whoever mails its unread answers locks the ticket and then those.
      const ticket = await lockTicket(tx, ticketId);
      if (!ticket) return;
      const moved = await firstRow<{ seq: number }>(tx, remember, [ticketId, Math.min(seq, ticket.lastSeq)]);
      if (!moved) return;
      await tx.query(
        `update unread_answers set state = 'settled' where ticket_id = $1 and seq <= $2 and state = 'waiting'`,
        [ticketId, moved.seq],
      );
      const changeSeq = ticket.changeSeq + 1;
      const read = await rows<{ id: string }>(tx, markRead, [ticketId, moved.seq, changeSeq, visitor.channel.id]);
      if (read.length === 0) return;
      await bumpTicket(tx, ticketId);
      appendEvents(
        tx,
        read.map(({ id }) => ({ type: 'MessageStatusChanged', ticketId, payload: { messageId: id, status: 'read' } })),
      );
      this.hints.changed(tx, { ...ticket, changeSeq });
    });
  }
}
