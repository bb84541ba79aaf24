import { Injectable } from '@nestjs/common';
import { FindChannel, type OutboundTemplate, type ReadyChannel, prepareTemplate } from '#libs/channels';
import { identifyContact } from '#libs/contacts';
import type { TemplateToSend } from '#libs/contracts';
import { type AgentContext, mayWriteFrom } from '#libs/identity';
import { Database, Problem, type Tx, newId, withIdempotencyKey } from '#libs/platform';
import { lockVisibleTicket } from '../core/find-visible-ticket.js';
import { startOutboundTicket } from '../core/open-ticket.js';
import { subjectOf } from '../core/ticket-text.js';
import { adoptAgentUploads } from '../files/uploads.js';
import { appendOutbound } from '../outbound/append-outbound.js';
import { refusePlaceholders, typedIn } from './refuse-placeholders.js';
import { TicketHints } from '../core/ticket-hints.js';

export interface FirstMessage {
  channelId: string;
  to: string;
  name?: string;
  subject?: string;
  text?: string;
  /** In place of subject and text. */
  template?: TemplateToSend;
  locale?: string;
  /** The placeholders in subject and text are meant. */
  asTyped?: boolean;
}

/** What is sent first. */
interface Words {
  subject: string;
  text: string;
  locale?: string;
  attachmentIds?: string[];
  template?: OutboundTemplate;
}

/**
 * Starts a ticket with an agent's message: by mail with any words, on a channel with templates with one of those. On
 * other channels the contact has to write first.
 */
@Injectable()
export class StartTicket {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly hints: TicketHints,
  ) {}

  async start(agent: AgentContext, first: FirstMessage, key: string | undefined): Promise<string> {
    const channel = await this.channels.byId(first.channelId);
    if (!channel || !mayWriteFrom(agent, channel)) throw new Problem('not-found');
    if (!channel.active) throw refused('channelId', 'not an active channel');
    const { readAddress, capabilities } = channel.adapter;
    if (!readAddress) throw refused('channelId', 'on this channel the customer writes first');
    refuseMalformed(first, capabilities.templates === true);
    const to = readAddress(first.to);
    if (!to)
      throw refused('to', capabilities.templates ? 'not a phone number with its country code' : 'not one mail address');
    const id = newId();
    const call = { agentId: agent.agentId, operation: 'create-ticket', key, body: first, resultId: id };
    return this.database.transaction((tx) =>
      withIdempotencyKey(
        tx,
        call,
        async () => null,
        () => this.store(tx, agent, channel, { id, to, first }),
      ),
    );
  }

  private async store(
    tx: Tx,
    agent: AgentContext,
    channel: ReadyChannel,
    { id, to, first }: { id: string; to: { kind: string; value: string }; first: FirstMessage },
  ): Promise<void> {
    const { subject, attachmentIds = [], ...words } = await wordsOf(tx, channel, first);
    const locale = first.locale ?? words.locale;
    const contactId = await identifyContact(tx, {
      ...to,
      name: first.name,
      // Its author may not know whose address it is.
      isNameGuessed: true,
      locale,
      verified: false,
      channelType: channel.type,
    });
    // Assigned to its author, so that one who sees only what is assigned to them sees it too.
    await startOutboundTicket(tx, {
      id,
      channel,
      contactId,
      recipient: to,
      subject,
      locale: locale ?? null,
      assigneeId: agent.agentId,
      actor: { kind: 'agent', id: agent.agentId },
    });
    const ticket = await lockVisibleTicket(tx, agent, id);
    const message = appendOutbound(tx, this.hints, ticket, {
      ...words,
      visibility: 'public',
      author: { kind: 'agent', id: agent.agentId, name: agent.name },
      status: 'pending',
    });
    if (attachmentIds.length)
      await adoptAgentUploads(tx, agent.agentId, { ticketId: id, messageId: message.id, attachmentIds });
  }
}

/** A template stands alone; without one there are a subject and words. */
function refuseMalformed({ name, subject, text, template, asTyped }: FirstMessage, isByTemplate: boolean): void {
  if (isByTemplate) {
    if (!template) throw refused('template', 'a first message on this channel is a template');
    if (subject !== undefined || text !== undefined) throw refused('template', 'send it without subject and text');
    if (!asTyped) refusePlaceholders({ text: typedIn(template) }, name);
    return;
  }
  if (template) throw refused('template', 'this channel has no templates');
  if (subject === undefined) throw refused('subject', 'write a subject');
  if (text === undefined) throw refused('text', 'write something');
  if (!asTyped) refusePlaceholders({ subject, text });
}

async function wordsOf(tx: Tx, channel: ReadyChannel, { template, subject, text }: FirstMessage): Promise<Words> {
  if (!template) return { subject: subject!, text: text! };
  const prepared = await prepareTemplate(tx, channel.id, template);
  return { subject: subjectOf(prepared.text), ...prepared };
}

const refused = (field: string, message: string) =>
  new Problem('invalid-request', { errors: [{ path: `body.${field}`, message }] });
