import { Injectable } from '@nestjs/common';
import type { VisitorMessage, VisitorTicket } from '#libs/contracts';
import { Database, Problem, firstRow, rows } from '#libs/platform';
import * as queries from './mailed-view.queries.js';
import type { Answers, Visitor } from './visitor.js';
import { type MessageRow, type TicketRow, VisitorView, describeTicket } from './visitor-view.js';

/** A visitor who came by the link of a mail. */
export type MailedVisitor = Visitor & { answers: Answers };

export const isMailed = (visitor: Visitor): visitor is MailedVisitor => visitor.answers !== null;

const mostMessages = 100;
const end = 2_147_483_647;

/**
 * A ticket as the owner of an address sees it to which its answers were mailed: those answers and what they wrote back.
 * The visitor who typed the address may be another person, whose words are not for them.
 */
@Injectable()
export class MailedView {
  constructor(
    private readonly database: Database,
    private readonly view: VisitorView,
  ) {}

  async ticket({ answers: { ticketId, address } }: MailedVisitor): Promise<VisitorTicket> {
    const ticket = await firstRow<TicketRow>(this.database, queries.mailedTicket, [ticketId, address]);
    if (!ticket) throw new Problem('not-found');
    return describeTicket(ticket);
  }

  async messages(visitor: MailedVisitor, ticketId: string, { beforeSeq = end, limit = mostMessages } = {}) {
    const { answers } = visitor;
    if (ticketId !== answers.ticketId) throw new Problem('not-found');
    const values = [ticketId, answers.address, beforeSeq, limit + 1];
    const found = await rows<MessageRow>(this.database, queries.mailedBefore, values);
    const items = this.view.describe(visitor, found.slice(0, limit)).reverse();
    return { items, more: found.length > limit };
  }

  /** The newest of them, changed or not: what is mailed later may be older than what is known. */
  async changes(visitor: MailedVisitor, ticketId: string) {
    const ticket = await this.ticket(visitor);
    const { items } = await this.messages(visitor, ticketId);
    return { ticket, messages: items, changeSeq: ticket.changeSeq, more: false };
  }

  async message(visitor: MailedVisitor, ticketId: string, messageId: string): Promise<VisitorMessage> {
    const values = [ticketId, visitor.answers.address, messageId];
    const [message] = this.view.describe(visitor, await rows<MessageRow>(this.database, queries.mailedById, values));
    if (!message) throw new Problem('not-found');
    return message;
  }
}
