import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { type OutboundFile, type OutboundMessage, type ReadyChannel, ownMessageId } from '#libs/channels';
import { Config, Database, Secrets, Storage, rows } from '#libs/platform';
import type { MessageToDeliver } from './deliver-message.js';
import { filesToDeliver, mailIds } from './delivery.queries.js';

export interface TicketToDeliver {
  id: string;
  number: number;
  subject: string;
  channelId: string;
  kind: string;
  value: string;
  name: string | null;
  replyToken: string;
  lastInboundAt: Date | null;
  locale: string | null;
}

/** Puts together what an adapter needs to send a message. */
@Injectable()
export class ComposeOutbound {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  async compose(channel: ReadyChannel, ticket: TicketToDeliver, message: MessageToDeliver): Promise<OutboundMessage> {
    return {
      id: message.id,
      attempt: message.attempt,
      recipient: { kind: ticket.kind, value: ticket.value, ...(ticket.name && { name: ticket.name }) },
      text: message.text,
      subject: ticket.subject,
      files: await this.files(message.id),
      partsSent: message.partsSent,
      authorName: message.authorName,
      automatic: message.authorKind !== 'agent',
      thread: await this.thread(channel, ticket, message),
      locale: message.locale ?? ticket.locale,
    };
  }

  private async thread(
    channel: ReadyChannel,
    ticket: TicketToDeliver,
    message: MessageToDeliver,
  ): Promise<OutboundMessage['thread']> {
    const earlier = await rows<{ mailId: string; direction: string }>(this.database, mailIds, [ticket.id, message.seq]);
    const inReplyTo = earlier.findLast((mail) => mail.direction === 'inbound')?.mailId ?? earlier.at(-1)?.mailId;
    const domain = channel.adapter.addresses?.(channel.settings)[0]?.split('@').at(-1) ?? this.config.mailDomain;
    return {
      messageId: ownMessageId(this.secrets.key('message-id'), message.id, message.attempt, domain),
      references: earlier.map((mail) => mail.mailId),
      replyToken: ticket.replyToken,
      ...(inReplyTo && { inReplyTo }),
    };
  }

  /** The files of a message, bytes and all. */
  async files(messageId: string): Promise<OutboundFile[]> {
    const found = await rows<{ name: string; contentType: string; storageKey: string }>(this.database, filesToDeliver, [
      messageId,
    ]);
    return Promise.all(
      found.map(async ({ storageKey, ...file }) => ({
        ...file,
        bytes: await buffer(await this.storage.get(storageKey)),
      })),
    );
  }
}
