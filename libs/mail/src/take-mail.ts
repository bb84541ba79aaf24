import { Injectable } from '@nestjs/common';
import { AdapterContexts, type Inbound, type ReadyChannel } from '#libs/channels';
import { inWorkspace } from '#libs/platform';
import { TakeWebhook } from '#libs/tickets';
import { oweCheck } from './mail-checks.queries.js';

/** Stores a mail for a channel. Resolves when it is stored; rejects when it has to be delivered again. */
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

/** Whether the sender has to be checked, which needs the raw mail. */
const isDoubtful = (item: Inbound) =>
  item.kind === 'message' && item.flags.includes('unauthenticated') && item.raw !== undefined;

/** Marks a mail that was too large as truncated: only its beginning was received and read. */
function asTruncated(item: Inbound): Inbound {
  return item.kind === 'message'
    ? { ...item, flags: [...new Set([...item.flags, 'truncated'])], files: [], mayAutoReply: false }
    : item;
}
