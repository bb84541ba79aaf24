import { Injectable } from '@nestjs/common';
import { Database, appendEvent, firstRow, rows } from '#libs/platform';
import { TicketHints } from '../../ticket-hints.js';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';

const remember = `
  insert into visitor_reads (ticket_id, seq) values ($1, least($2, (select last_seq from tickets where id = $1)))
  on conflict (workspace_id, ticket_id) do update set seq = excluded.seq, read_at = now() where visitor_reads.seq < excluded.seq returning seq`;
const raise = `update tickets set change_seq = change_seq + 1 where id = $1 returning change_seq as "changeSeq", last_seq as "lastSeq", team_id as "teamId", assignee_id as "assigneeId"`;
const markRead = `
  update messages set delivery_status = 'read', change_seq = $3
  where ticket_id = $1 and seq <= $2 and direction = 'outbound' and visibility = 'public' and channel_id = $4 and delivery_status in ('sent', 'delivered') returning id`;

/** Remembers how far a visitor has read, and shows it to the agents. Never goes back. */
@Injectable()
export class MarkVisitorRead {
  constructor(private readonly database: Database, private readonly view: VisitorView, private readonly hints: TicketHints) {}

  async mark(visitor: Visitor, ticketId: string, seq: number): Promise<void> {
    await this.view.own(visitor, ticketId);
    await this.database.transaction(async (tx) => {
      const moved = await firstRow<{ seq: number }>(tx, remember, [ticketId, seq]);
      if (!moved) return;
      await tx.query(`update unread_answers set state = 'settled' where ticket_id = $1 and seq <= $2 and state = 'waiting'`, [ticketId, moved.seq]);
      const unread = await firstRow(tx, `select 1 from messages where ticket_id = $1 and seq <= $2 and direction = 'outbound' and channel_id = $3 and delivery_status in ('sent', 'delivered') limit 1`, [ticketId, moved.seq, visitor.channel.id]);
      if (!unread) return;
      const ticket = await firstRow<{ changeSeq: number; lastSeq: number; teamId: string | null; assigneeId: string | null }>(tx, raise, [ticketId]);
      const read = await rows<{ id: string }>(tx, markRead, [ticketId, moved.seq, ticket!.changeSeq, visitor.channel.id]);
      for (const { id } of read) await appendEvent(tx, { type: 'MessageStatusChanged', ticketId, payload: { messageId: id, status: 'read' } });
      this.hints.changed(tx, { id: ticketId, ...ticket! });
    });
  }
}
