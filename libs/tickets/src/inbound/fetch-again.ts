import { Injectable } from '@nestjs/common';
import type { Message } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Tx, firstRow, publish } from '#libs/platform';
import { bumpTicketOf } from '../core/change-message.js';
import { MessageChanged } from '../core/events.js';
import { requireVisible } from '../core/find-visible-ticket.js';
import { MessageView } from '../core/message-view.js';
import { TicketHints } from '../core/ticket-hints.js';
import { fetchFileAgain, isFileOf } from './fetch-media.queries.js';
import { markChanged } from './received-message.queries.js';

interface FileOfMessage {
  ticketId: string;
  messageId: string;
  attachmentId: string;
}

/** Asks to fetch a file from its provider again, after earlier attempts failed. */
@Injectable()
export class FetchAgain {
  constructor(
    private readonly database: Database,
    private readonly view: MessageView,
    private readonly hints: TicketHints,
  ) {}

  async fetch(agent: AgentContext, file: FileOfMessage): Promise<Message> {
    await this.database.transaction((tx) => this.askAgain(tx, agent, file));
    return this.view.one(this.database, file.messageId);
  }

  private async askAgain(tx: Tx, agent: AgentContext, { ticketId, messageId, attachmentId }: FileOfMessage) {
    await requireVisible(tx, agent, ticketId);
    const isHere = await firstRow(tx, isFileOf, [attachmentId, messageId, ticketId]);
    if (!isHere) throw new Problem('not-found');
    const ticket = (await bumpTicketOf(tx, messageId))!;
    const asked = await firstRow(tx, fetchFileAgain, [attachmentId]);
    if (!asked) throw new Problem('conflict', 'Only a file that could not be fetched can be tried again');
    await tx.query(markChanged, [messageId, ticket.changeSeq]);
    publish(tx, MessageChanged, {
      ticketId,
      actor: { kind: 'agent', id: agent.agentId },
      messageId,
      changed: { files: true },
      hasFilesToFetch: true,
    });
    this.hints.changed(tx, ticket, ['files']);
  }
}
