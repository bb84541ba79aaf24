import { Injectable } from '@nestjs/common';
import { adapterOf, prepareTemplate, textLimitBroken } from '#libs/channels';
import { type Message, type TemplateToSend, placeholdersIn } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Tx, firstRow, newId, withIdempotencyKey } from '#libs/platform';
import { answering } from '../core/another-person.js';
import { type LockedTicket, lockVisibleTicket } from '../core/find-visible-ticket.js';
import { MessageView } from '../core/message-view.js';
import { adoptAgentUploads } from '../files/uploads.js';
import { appendOutbound } from '../outbound/append-outbound.js';
import { replyWindowEnd } from '../core/ticket-view.js';
import { TicketHints } from '../core/ticket-hints.js';
import { refuseOvertaken } from './refuse-overtaken.js';
import { refusePlaceholders, typedIn } from './refuse-placeholders.js';
import { hasHumanAgent, nameOfContact } from './send-message.queries.js';

export interface Reply {
  text?: string;
  /** In place of text and files, on a channel whose provider approves templates. */
  template?: TemplateToSend;
  visibility: 'public' | 'internal';
  /** The seq of the newest message that the author has seen; without it that of their draft counts. */
  basedOnSeq?: number;
  attachmentIds?: string[];
  /** The message whose author is answered; without it the ticket's contact is. */
  answerTo?: string;
  sendAfterSeconds?: number;
  status?: 'pending' | 'resolved';
  /** The placeholders in the text are meant. */
  asTyped?: boolean;
}

/** Stores an agent's answer or note. An answer is queued in the same transaction, so it cannot be lost. */
@Injectable()
export class SendMessage {
  constructor(
    private readonly database: Database,
    private readonly view: MessageView,
    private readonly hints: TicketHints,
  ) {}

  async send(agent: AgentContext, ticketId: string, reply: Reply, key: string | undefined): Promise<Message> {
    refuseMalformed(reply);
    const id = newId();
    const call = { agentId: agent.agentId, operation: `send-message/${ticketId}`, key, body: reply, resultId: id };
    const { message } = await this.database.transaction(async (tx) => {
      const messageId = await withIdempotencyKey(
        tx,
        call,
        () => lockVisibleTicket(tx, agent, ticketId),
        (ticket) => this.store(tx, agent, ticket, id, reply),
      );
      return { message: this.view.committed(tx, messageId) };
    });
    return message;
  }

  private async store(
    tx: Tx,
    agent: AgentContext,
    ofContact: LockedTicket,
    id: string,
    { answerTo, asTyped, template, ...reply }: Reply,
  ): Promise<void> {
    const ticket = answerTo ? await answering(tx, ofContact, answerTo) : ofContact;
    const content = template ? await prepareTemplate(tx, ticket.channelId, template) : { text: '', ...reply };
    if (reply.visibility === 'public') {
      if (!asTyped) await this.refusePlaceholders(tx, ticket, template ? typedIn(template) : content.text);
      if (ticket.status === 'closed') throw new Problem('conflict', 'A closed ticket takes no answers');
      if (!template) refuseLong(ticket, content.text);
      if (!template) await refuseOverWindow(tx, ticket);
      const { basedOnSeq = null } = reply;
      if (basedOnSeq === null || basedOnSeq < ticket.lastSeq) await refuseOvertaken(tx, agent, ticket.id, basedOnSeq);
    }
    appendOutbound(tx, this.hints, ticket, {
      ...reply,
      ...content,
      id,
      author: { kind: 'agent', id: agent.agentId, name: agent.name },
      status: reply.visibility === 'public' ? (reply.status ?? 'pending') : undefined,
    });
    const { attachmentIds = [] } = content;
    if (attachmentIds.length)
      await adoptAgentUploads(tx, agent.agentId, { ticketId: ticket.id, messageId: id, attachmentIds });
  }

  /** A contact may be called like a placeholder: that is their name. */
  private async refusePlaceholders(tx: Tx, { contactId }: LockedTicket, text: string): Promise<void> {
    if (placeholdersIn(text).length === 0) return;
    const contact = await firstRow<{ name: string | null }>(tx, nameOfContact, [contactId]);
    refusePlaceholders({ text }, contact?.name ?? '');
  }
}

/** A template stands alone, and is no note. */
function refuseMalformed({ text = '', template, attachmentIds, visibility }: Reply) {
  const refuse = (path: string, message: string) => {
    throw new Problem('invalid-request', { errors: [{ path, message }] });
  };
  if (template && (text.trim() || attachmentIds?.length)) refuse('body.template', 'send it without text and files');
  if (template && visibility === 'internal') refuse('body.visibility', 'a template is sent to the customer');
  if (!template && !text.trim() && !attachmentIds?.length) refuse('body.text', 'write something or attach a file');
}

function refuseLong(ticket: LockedTicket, text: string) {
  const adapter = adapterOf(ticket.channelType);
  const message = adapter && textLimitBroken(text, adapter.capabilities);
  if (message) throw new Problem('invalid-request', { errors: [{ path: 'body.text', message }] });
}

/** Whether people may answer for longer is asked only of a ticket whose ordinary window is over. */
async function refuseOverWindow(tx: Tx, { channelId, channelType, lastInboundAt }: LockedTicket): Promise<void> {
  const isOver = (isLonger: boolean) => {
    const end = replyWindowEnd(channelType, lastInboundAt, isLonger);
    return end !== null && end.getTime() <= Date.now();
  };
  if (!isOver(false)) return;
  if (isOver(true) || !(await firstRow(tx, hasHumanAgent, [channelId]))) throw new Problem('reply-window-closed');
}
