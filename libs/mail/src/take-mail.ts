import { Injectable } from '@nestjs/common';
import {
  AdapterContexts,
  FindChannel,
  type Inbound,
  type InboundMessage,
  type ReadyChannel,
  noteChannelWorks,
  readReplyAddress,
} from '#libs/channels';
import { Database, inWorkspace } from '#libs/platform';
import { type Delivery, type ReceiveOptions, TakeWebhook } from '#libs/tickets';
import { CompareSenders } from './compare-senders.js';
import { oweCheck } from './mail-checks.queries.js';

interface TakeOptions {
  /** Whether the mail was too large, so that only its beginning is here. */
  truncated?: boolean;
  delivery?: Delivery;
}

/** Stores a mail for a channel. Resolves when it is stored; rejects when it has to be delivered again. */
@Injectable()
export class TakeMail {
  constructor(
    private readonly contexts: AdapterContexts,
    private readonly deliveries: TakeWebhook,
    private readonly channels: FindChannel,
    private readonly senders: CompareSenders,
    private readonly database: Database,
  ) {}

  async take(
    channel: ReadyChannel,
    raw: Buffer,
    { truncated = false, delivery = this.deliveries.keep(channel, 'mail', raw) }: TakeOptions = {},
  ): Promise<void> {
    await inWorkspace(channel.workspaceId, async () => {
      const inbound = (await channel.adapter.parse?.(raw, this.contexts.of(channel))) ?? [];
      for (const item of inbound) await this.takeOne(channel, truncated ? asTruncated(item) : item, delivery);
      await noteChannelWorks(this.database, channel, { receiving: true });
    });
  }

  private async takeOne(channel: ReadyChannel, item: Inbound, delivery: Delivery): Promise<void> {
    if (item.kind !== 'message') return this.deliveries.takeOne(channel, item, delivery);
    const message = await this.amongChannels(channel, item);
    const options: ReceiveOptions = {
      ...(isDoubtful(message) && { alongside: oweCheck }),
      ...((await this.senders.isProvenForOwn(channel, message)) && { isProven: true }),
    };
    await this.deliveries.takeOne(channel, message, delivery, options);
  }

  /** A form may write from the address of another channel; and answers never go to a channel of the workspace. */
  private async amongChannels(channel: ReadyChannel, message: InboundMessage): Promise<InboundMessage> {
    const { replyTo, relayed, ...rest } = message;
    if (!replyTo) return message;
    if (await this.isOfChannel(channel, message.sender.value)) return { ...message, relayed: true };
    return (await this.isOfChannel(channel, replyTo.address)) ? rest : message;
  }

  private async isOfChannel({ workspaceId }: ReadyChannel, address: string): Promise<boolean> {
    const other = await this.channels.routeAddress(readReplyAddress(address).address);
    return other?.workspaceId === workspaceId;
  }
}

/** Whether the sender has to be checked, which needs the raw mail. */
const isDoubtful = (message: InboundMessage) => message.flags.includes('unauthenticated') && message.raw !== undefined;

/** Marks a mail that was too large as truncated: only its beginning was received and read. */
function asTruncated(item: Inbound): Inbound {
  return item.kind === 'message'
    ? { ...item, flags: [...new Set([...item.flags, 'truncated'])], files: [], mayAutoReply: false }
    : item;
}
