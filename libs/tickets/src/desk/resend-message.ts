import { Injectable } from '@nestjs/common';
import type { Message } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Tx, firstRow, publish } from '#libs/platform';
import { bumpTicketOf } from '../core/bump-ticket.js';
import { MessageChanged, MessageQueued } from '../core/events.js';
import { requireVisible } from '../core/find-visible-ticket.js';
import { tellLastWord } from '../core/last-word.js';
import { MessageView } from '../core/message-view.js';
import { recordTicketEvent } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';
import { undoStatus } from '../core/undo-status.js';

/** What a person does about a message on its way: send it again, or take it back. */
@Injectable()
export class ResendMessage {
  constructor(
    private readonly database: Database,
    private readonly view: MessageView,
    private readonly hints: TicketHints,
  ) {}

  /** A new attempt for one that failed or whose end nobody knows. */
  async sendAgain(agent: AgentContext, ticketId: string, messageId: string): Promise<Message> {
    await this.change(agent, ticketId, messageId, async (tx, changeSeq) => {
      const moved = await firstRow<{ authorKind: 'agent' | 'assistant' | 'system' }>(
        tx,
        `update messages set delivery_status = 'queued', delivery_error = null, delivery_attempt = delivery_attempt + 1, delivery_tries = 0, delivery_parts_sent = 0, external_id = null, deliver_after = now(), change_seq = $3
         where id = $1 and ticket_id = $2 and delivery_status in ('failed', 'unknown') returning author_kind as "authorKind"`,
        [messageId, ticketId, changeSeq],
      );
      if (!moved) throw new Problem('conflict', 'Only a message that failed or was not confirmed can be sent again');
      recordTicketEvent(tx, {
        ticketId,
        changeSeq,
        type: 'sent-again',
        actor: { kind: 'agent', id: agent.agentId },
        data: { messageId },
      });
      publish(tx, MessageQueued, {
        ticketId,
        actor: { kind: 'agent', id: agent.agentId },
        messageId,
        authorKind: moved.authorKind,
      });
    });
    return this.view.one(this.database, messageId);
  }

  /** Takes back what has not left yet, with the status that it brought, and gives its text. */
  async cancel(agent: AgentContext, ticketId: string, messageId: string): Promise<{ text: string }> {
    return this.change(agent, ticketId, messageId, async (tx, changeSeq) => {
      // Locked, for whoever begins to send it asks for the message alone: one of the two finds it gone.
      const message = await firstRow<{ text: string }>(
        tx,
        `select text from messages where id = $1 and ticket_id = $2 and author_id = $3 and direction = 'outbound' and delivery_status = 'queued' and delivery_tries = 0 and deliver_after > now() for update`,
        [messageId, ticketId, agent.agentId],
      );
      if (!message) throw new Problem('conflict', 'The message has left already');
      await tx.query(
        `update messages set text = '', search = null, deleted_at = now(), delivery_status = null, change_seq = $2 where id = $1`,
        [messageId, changeSeq],
      );
      recordTicketEvent(tx, {
        ticketId,
        changeSeq,
        type: 'send-undone',
        actor: { kind: 'agent', id: agent.agentId },
        data: { messageId },
      });
      publish(tx, MessageChanged, {
        ticketId,
        actor: { kind: 'agent', id: agent.agentId },
        messageId,
        changed: { undone: true },
      });
      await tellLastWord(tx, ticketId);
      await undoStatus(tx, this.hints, ticketId, { kind: 'agent', id: agent.agentId });
      return message;
    });
  }

  private async change<T>(
    agent: AgentContext,
    ticketId: string,
    messageId: string,
    work: (tx: Tx, changeSeq: number) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      await requireVisible(tx, agent, ticketId);
      if (!(await firstRow(tx, 'select 1 from messages where id = $1 and ticket_id = $2', [messageId, ticketId])))
        throw new Problem('not-found');
      const ticket = (await bumpTicketOf(tx, messageId))!;
      const result = await work(tx, ticket.changeSeq);
      this.hints.changed(tx, ticket, ['edit', 'delivery'], { visitors: true });
      return result;
    });
  }
}
