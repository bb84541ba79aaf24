import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel } from '#libs/channels';
import { identifyContact } from '#libs/contacts';
import { Email } from '#libs/contracts';
import { type AgentContext, mayWriteFrom } from '#libs/identity';
import { Database, Problem, type Tx, newId, withIdempotencyKey } from '#libs/platform';
import { lockVisibleTicket } from '../core/find-visible-ticket.js';
import { startOutboundTicket } from '../core/open-ticket.js';
import { appendOutbound } from '../outbound/append-outbound.js';
import { refusePlaceholders } from './refuse-placeholders.js';
import { TicketHints } from '../core/ticket-hints.js';

export interface FirstMessage {
  channelId: string;
  to: string;
  name?: string;
  subject: string;
  text: string;
  locale?: string;
  /** The placeholders in subject and text are meant. */
  asTyped?: boolean;
}

/** Starts a ticket with an agent's message. Only mail allows it: on other channels the contact has to write first. */
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
    if (!channel.active)
      throw new Problem('invalid-request', { errors: [{ path: 'body.channelId', message: 'not an active channel' }] });
    if (channel.adapter.capabilities.joins !== 'thread')
      throw new Problem('invalid-request', {
        errors: [{ path: 'body.channelId', message: 'on this channel the customer writes first' }],
      });
    if (!first.asTyped) refusePlaceholders({ subject: first.subject, text: first.text });
    const to = Email.safeParse(first.to);
    if (!to.success)
      throw new Problem('invalid-request', { errors: [{ path: 'body.to', message: 'not one mail address' }] });
    const id = newId();
    const call = { agentId: agent.agentId, operation: 'create-ticket', key, body: first, resultId: id };
    return this.database.transaction((tx) =>
      withIdempotencyKey(
        tx,
        call,
        async () => null,
        () => this.store(tx, agent, channel, id, { ...first, to: to.data }),
      ),
    );
  }

  private async store(
    tx: Tx,
    agent: AgentContext,
    channel: ReadyChannel,
    id: string,
    { to, name, subject, text, locale }: FirstMessage,
  ): Promise<void> {
    const contactId = await identifyContact(tx, {
      kind: 'email',
      value: to,
      name,
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
      recipient: { kind: 'email', value: to },
      subject,
      locale: locale ?? null,
      assigneeId: agent.agentId,
      actor: { kind: 'agent', id: agent.agentId },
    });
    const ticket = await lockVisibleTicket(tx, agent, id);
    appendOutbound(tx, this.hints, ticket, {
      text,
      visibility: 'public',
      author: { kind: 'agent', id: agent.agentId, name: agent.name },
      status: 'pending',
    });
  }
}
