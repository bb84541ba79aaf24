import { Injectable } from '@nestjs/common';
import type { Message } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { cancelDispatch, sendAgain } from '#libs/dispatch';
import { Database, Problem, type Tx, firstRow, publish } from '#libs/platform';
import { bumpTicketOf } from '../core/change-message.js';
import { MessageChanged, MessageQueued } from '../core/events.js';
import { requireVisible } from '../core/find-visible-ticket.js';
import { showLastMessage } from '../core/ticket-text.js';
import { MessageView } from '../core/message-view.js';
import { recordTicketEvent } from '../core/record-event.js';
import { TicketHints } from '../core/ticket-hints.js';
import { undoStatus } from '../core/undo-status.js';
import { isMessageOf } from './read-ticket.queries.js';
import { refuseOvertaken } from './refuse-overtaken.js';
import { queueAgain, releaseFiles, seqOfMessage, textOfAuthor, undoSend } from './send-message.queries.js';

/** Sends an outbound message again, or takes it back. */
@Injectable()
export class ResendMessage {
  constructor(
    private readonly database: Database,
    private readonly view: MessageView,
    private readonly hints: TicketHints,
  ) {}

  /** Queues a new attempt for a message that failed or whose result is unknown. */
  async sendAgain(
    agent: AgentContext,
    { ticketId, messageId }: { ticketId: string; messageId: string },
    basedOnSeq?: number,
  ): Promise<Message> {
    await this.change(agent, ticketId, messageId, async (tx, changeSeq) => {
      if (!(await sendAgain(tx, messageId)))
        throw new Problem('conflict', 'Only a message that failed or was not confirmed can be sent again');
      const seen = basedOnSeq ?? (await firstRow<{ seq: number }>(tx, seqOfMessage, [messageId]))!.seq;
      await refuseOvertaken(tx, agent, ticketId, seen);
      const moved = await firstRow<{ authorKind: 'agent' | 'assistant' | 'system'; channelId: string }>(
        tx,
        queueAgain,
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

  /**
   * Takes back a message of the agent's that is not sent yet, with the status that it set, and returns its text. Its
   * files are uploads again, for the next message.
   */
  async cancel(agent: AgentContext, ticketId: string, messageId: string): Promise<{ text: string }> {
    return this.change(agent, ticketId, messageId, async (tx, changeSeq) => {
      const text = await this.takeBack(tx, agent, { ticketId, messageId });
      await tx.query(undoSend, [messageId, changeSeq]);
      await tx.query(releaseFiles, [messageId]);
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
      return { text };
    });
  }

  private async takeBack(
    tx: Tx,
    agent: AgentContext,
    { ticketId, messageId }: Record<'ticketId' | 'messageId', string>,
  ) {
    const message = await firstRow<{ text: string; isOwn: boolean }>(tx, textOfAuthor, [
      messageId,
      ticketId,
      agent.agentId,
    ]);
    if (message && !message.isOwn) throw new Problem('forbidden', 'Only its author can take an answer back');
    if (!message || !(await cancelDispatch(tx, messageId)))
      throw new Problem('conflict', 'The message has left already');
    return message.text;
  }

  private async change<T>(
    agent: AgentContext,
    ticketId: string,
    messageId: string,
    work: (tx: Tx, changeSeq: number) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      await requireVisible(tx, agent, ticketId);
      if (!(await firstRow(tx, isMessageOf, [messageId, ticketId]))) throw new Problem('not-found');
      const ticket = (await bumpTicketOf(tx, messageId))!;
      const result = await work(tx, ticket.changeSeq);
      this.hints.changed(tx, ticket, ['edit', 'delivery'], { visitors: true });
      return result;
    });
  }
}
