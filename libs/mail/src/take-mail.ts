import { Injectable } from '@nestjs/common';
import { AdapterContexts, type Inbound, type ReadyChannel } from '#libs/channels';
import { inWorkspace } from '#libs/platform';
import { TakeWebhook } from '#libs/tickets';
import { oweCheck } from './mail-checks.queries.js';

/** Stores a mail that came to a channel. Resolved means stored; rejected means that the mail is to be brought again. */
@Injectable()
export class TakeMail {
  constructor(
    private readonly contexts: AdapterContexts,
    private readonly deliveries: TakeWebhook,
  ) {}

  async take(channel: ReadyChannel, raw: Buffer, { truncated = false } = {}): Promise<void> {
    await inWorkspace(channel.workspaceId, async () => {
      const inbound = (await channel.adapter.parse?.(raw, this.contexts.of(channel))) ?? [];
      for (const item of inbound)
        await this.deliveries.takeOne(channel, truncated ? asTruncated(item) : item, {
          ...(isDoubtful(item) && { alongside: oweCheck }),
        });
    });
  }
}

/** Whether its sender is to be looked up, which takes the mail as it came. */
const isDoubtful = (item: Inbound) =>
  item.kind === 'message' && item.flags.includes('unauthenticated') && item.raw !== undefined;

/** Of a mail that was too large only the beginning came: what was read of it is not to be taken for the whole. */
function asTruncated(item: Inbound): Inbound {
  return item.kind === 'message'
    ? { ...item, flags: [...new Set([...item.flags, 'truncated'])], files: [], mayAutoReply: false }
    : item;
}
