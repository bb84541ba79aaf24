import { Injectable } from '@nestjs/common';
import type { Message } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { cancelDispatch, sendAgain } from '#libs/dispatch';
import { Database, Problem, type Tx, firstRow, publish } from '#libs/platform';
import { bumpTicketOf } from '../core/bump-ticket.js';
import { MessageChanged, MessageQueued } from '../core/events.js';
import { requireVisible } from '../core/find-visible-ticket.js';
import { showLastMessage } from '../core/show-last-message.js';
import { MessageView } from '../core/message-view.js';
import { recordTicketEvent } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';
import { undoStatus } from '../core/undo-status.js';

/** Sends an outbound message again, or takes it back. */
@Injectable()
export class ResendMessage {
  constructor(
    private readonly database: Database,
    private readonly view: MessageView,
    private readonly hints: TicketHints,
  ) {}

  /** Queues a new attempt for a message that failed or whose result is unknown. */
  async sendAgain(agent: AgentContext, ticketId: string, messageId: string): Promise<Message> {
    await this.change(agent, ticketId, messageId, async (tx, changeSeq) => {
      if (!(await sendAgain(tx, messageId)))
        throw new Problem('conflict', 'Only a message that failed or was not confirmed can be sent again');
      const moved = await firstRow<{ authorKind: 'agent' | 'assistant' | 'system'; channelId: string }>(
        tx,
        `update messages set delivery_status = 'queued', delivery_error = null, change_seq = $2 where id = $1 returning author_kind as "authorKind", channel_id as "channelId"`,
        [messageId, changeSeq],
      );
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
        ...moved!,
      });
    });
    return this.view.one(this.database, messageId);
  }

  /** Takes back a message that is not sent yet, with the status that it set, and returns its text. */
  async cancel(agent: AgentContext, ticketId: string, messageId: string): Promise<{ text: string }> {
    return this.change(agent, ticketId, messageId, async (tx, changeSeq) => {
      const message = await firstRow<{ text: string }>(
        tx,
        `select text from messages where id = $1 and ticket_id = $2 and author_id = $3 and direction = 'outbound'`,
        [messageId, ticketId, agent.agentId],
      );
      if (!message || !(await cancelDispatch(tx, messageId)))
        throw new Problem('conflict', 'The message has left already');
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
      await showLastMessage(tx, ticketId);
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
