import { Injectable } from '@nestjs/common';
import type { DeliveryStatus } from '#libs/contracts';
import { Database, firstRow, newEvent, publishAll, rows } from '#libs/platform';
import { MessageStatusChanged, TicketHints, bumpTicket, lockTicket } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';

const remember = `
  insert into visitor_reads (ticket_id, seq) values ($1, $2)
  on conflict (workspace_id, ticket_id) do update set seq = excluded.seq, read_at = now() where visitor_reads.seq < excluded.seq returning seq`;
const markRead = `
  update messages set delivery_status = 'read', change_seq = $3
  where ticket_id = $1 and seq <= $2 and direction = 'outbound' and visibility = 'public' and channel_id = $4 and delivery_status in ('sent', 'delivered') returning id, old.delivery_status as "from"`;

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
      const read = await rows<{ id: string; from: DeliveryStatus }>(tx, markRead, [
        ticketId,
        moved.seq,
        changeSeq,
        visitor.channel.id,
      ]);
      if (read.length === 0) return;
      await bumpTicket(tx, ticketId);
      const actor = { kind: 'contact' as const, id: ticket.contactId };
      publishAll(
        tx,
        read.map(({ id, from }) =>
          newEvent(MessageStatusChanged, { ticketId, actor, messageId: id, status: { from, to: 'read' } }),
        ),
      );
      this.hints.changed(tx, { ...ticket, changeSeq }, ['delivery']);
    });
  }
}
