import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  type InputOf,
  cancelMessage,
  fetchAttachmentAgain,
  getRawMessage,
  listChanges,
  listMessages,
  resendMessage,
  sendMessage,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, IdempotencyKey, Input } from '#libs/platform';
import { FetchAgain } from '../inbound/fetch-again.js';
import { ReadTicket } from './read-ticket.js';
import { ResendMessage } from './resend-message.js';
import { SendMessage } from './send-message.js';

@Controller()
export class MessagesController {
  constructor(
    private readonly reads: ReadTicket,
    private readonly sends: SendMessage,
    private readonly resends: ResendMessage,
    private readonly files: FetchAgain,
  ) {}

  @Endpoint(listMessages)
  list(@Input() { params, query }: InputOf<typeof listMessages>, @CurrentAgent() agent: AgentContext) {
    return this.reads.listMessages(agent, params.ticketId, query);
  }

  @Endpoint(sendMessage)
  send(
    @Input() { params, body }: InputOf<typeof sendMessage>,
    @CurrentAgent() agent: AgentContext,
    @IdempotencyKey() key: string | undefined,
  ) {
    return this.sends.send(agent, params.ticketId, body, key);
  }

  @Endpoint(resendMessage)
  resend(@Input() { params, query }: InputOf<typeof resendMessage>, @CurrentAgent() agent: AgentContext) {
    return this.resends.sendAgain(agent, params, query.basedOnSeq);
  }

  @Endpoint(fetchAttachmentAgain)
  fetchAgain(@Input() { params }: InputOf<typeof fetchAttachmentAgain>, @CurrentAgent() agent: AgentContext) {
    return this.files.fetch(agent, params);
  }

  @Endpoint(cancelMessage)
  cancel(@Input() { params }: InputOf<typeof cancelMessage>, @CurrentAgent() agent: AgentContext) {
    return this.resends.cancel(agent, params.ticketId, params.messageId);
  }

  @Endpoint(listChanges)
  changes(@Input() { params, query }: InputOf<typeof listChanges>, @CurrentAgent() agent: AgentContext) {
    return this.reads.changes(agent, params.ticketId, query);
  }

  @Endpoint(getRawMessage)
  async raw(
    @Input() { params }: InputOf<typeof getRawMessage>,
    @CurrentAgent() agent: AgentContext,
    @Res() response: Response,
  ): Promise<void> {
    const raw = await this.reads.raw(agent, params);
    response.set({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename="message.eml"',
      'X-Content-Type-Options': 'nosniff',
    });
    response.send(raw);
  }
}
