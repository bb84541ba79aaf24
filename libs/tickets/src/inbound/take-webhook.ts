import { Injectable } from '@nestjs/common';
import type { ChannelContext, Inbound, InboundMessage, ReadyChannel, Unknown } from '#libs/channels';
import { ApplyStatus } from '#libs/dispatch';
import { Database, Storage, inWorkspace, isRetryable, isUnavailable, keepDeadLetter } from '#libs/platform';
import { TicketHints } from '../core/ticket-hints.js';
import { applyEdit } from './apply-edit.js';
import { ReceiveMessage, type ReceiveOptions } from './receive-message.js';

/**
 * Stores everything in a verified webhook. Resolves when all is stored; what cannot be parsed is kept as a dead letter.
 */
@Injectable()
export class TakeWebhook {
  constructor(
    private readonly receive: ReceiveMessage,
    private readonly statuses: ApplyStatus,
    private readonly database: Database,
    private readonly hints: TicketHints,
    private readonly storage: Storage,
  ) {}

  async take(channel: ReadyChannel, body: Buffer, context: ChannelContext<unknown>): Promise<void> {
    await inWorkspace(channel.workspaceId, async () => {
      for (const item of await this.parse(channel, body, context)) await this.takeOne(channel, item);
    });
  }

  private async parse(channel: ReadyChannel, body: Buffer, context: ChannelContext<unknown>): Promise<Inbound[]> {
    try {
      return (await channel.adapter.parse?.(body, context)) ?? [];
    } catch (error) {
      return [
        {
          kind: 'unknown',
          reason: `Could not be read: ${(error as Error).message}`,
          part: body.toString('utf8', 0, 8_000),
        },
      ];
    }
  }

  /** Stores one item of a delivery. A message whose content cannot be stored is kept raw and shown as a stub. */
  async takeOne(channel: ReadyChannel, item: Inbound, options: ReceiveOptions = {}): Promise<void> {
    try {
      await this.store(channel, item, options);
    } catch (error) {
      // While the database is down or busy, let the provider retry; any other error would repeat on every retry.
      if (isUnavailable(error) || isRetryable(error)) throw error;
      if (item.kind === 'message' && item.raw) {
        // Acknowledge a mail only when it is stored whole, at least as a stub: otherwise its server has to retry.
        if (item.flags.includes('unparsed')) throw error;
        return this.takeOne(channel, stubOf(item), options);
      }
      await this.moveToDeadLetters(channel, {
        kind: 'unknown',
        reason: `Could not be stored: ${(error as Error).message}`,
        part: JSON.stringify(item, (_key, value: unknown) => (value instanceof Uint8Array ? undefined : value)).slice(
          0,
          8_000,
        ),
      });
    }
  }

  private async store(channel: ReadyChannel, item: Inbound, options: ReceiveOptions): Promise<void> {
    if (item.kind === 'message') await this.receive.receive(channel, item, options);
    else if (item.kind === 'status') await this.database.transaction((tx) => this.statuses.apply(tx, channel, item));
    else if (item.kind === 'edit') await this.database.transaction((tx) => applyEdit(tx, this.hints, channel, item));
    else await this.moveToDeadLetters(channel, item);
  }

  private async moveToDeadLetters(channel: ReadyChannel, { reason, part }: Unknown): Promise<void> {
    const rawKey = part ? await this.storage.put(Buffer.from(part)) : null;
    await keepDeadLetter(this.database, { source: `channel/${channel.type}`, sourceId: channel.id, reason, rawKey });
  }
}

/** The message without the content that could not be stored; the raw form has it. */
function stubOf({ html: _html, quoted: _quoted, locale: _locale, ...message }: InboundMessage): InboundMessage {
  return { ...message, text: '', files: [], flags: [...message.flags, 'unparsed'] };
}
