import { Injectable } from '@nestjs/common';
import { reason } from '#libs/contracts';
import { AdapterContexts, FindChannel, type ReadyChannel } from '#libs/channels';
import { type KeptDelivery, Redelivery, type RetriesDeliveries } from '#libs/platform';
import { type Delivery, TakeWebhook } from './take-webhook.js';

/** Takes a delivery once more. Returns the first reason why a part of it cannot be handled, or null. */
export async function takeAgain(
  channels: FindChannel,
  channelId: string,
  take: (channel: ReadyChannel, delivery: Delivery) => Promise<void>,
): Promise<string | null> {
  const channel = await channels.byId(channelId);
  if (!channel) return reason('channel-gone');
  const reasons: string[] = [];
  await take(channel, { refuse: async (letter) => void reasons.push(letter.reason) });
  return reasons[0] ?? null;
}

/** Handles webhooks of channels again; what was stored of them before is recognised. */
@Injectable()
@Redelivery({ source: 'channel' })
export class RetryWebhook implements RetriesDeliveries {
  constructor(
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly webhooks: TakeWebhook,
  ) {}

  retry({ sourceId, bytes }: KeptDelivery): Promise<string | null> {
    return takeAgain(this.channels, sourceId, (channel, delivery) =>
      this.webhooks.take(channel, bytes, this.contexts.of(channel), delivery),
    );
  }
}
