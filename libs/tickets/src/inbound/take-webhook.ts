import { Injectable } from '@nestjs/common';
import { reason } from '#libs/contracts';
import {
  type ChannelContext,
  type Inbound,
  type InboundBounce,
  type InboundMessage,
  type InboundWatermark,
  type ReadyChannel,
  type Unknown,
  noteAlert,
  noteTemplate,
} from '#libs/channels';
import { ApplyStatus } from '#libs/dispatch';
import {
  Database,
  Problem,
  Storage,
  type Tx,
  inWorkspace,
  isRetryable,
  isUnavailable,
  keepDeadLetter,
  reasonOf,
  rows,
} from '#libs/platform';
import { TicketHints } from '../core/ticket-hints.js';
import { applyAddressChange } from './apply-address-change.js';
import { applyEdit } from './apply-edit.js';
import { awaitOwnSends } from './await-own-sends.js';
import { newestTicketsOfAddress } from './find-ticket.queries.js';
import { receiveEcho } from './receive-echo.js';
import { ReceiveMessage, type ReceiveOptions } from './receive-message.js';
import { clearSlot } from './slots.js';

/** The delivery that items came in. What becomes of those that cannot be handled depends on it. */
export interface Delivery {
  refuse(item: Unknown): Promise<void>;
}

/**
 * Stores everything in a verified webhook. Resolves when all is stored; what cannot be parsed is kept as a dead letter.
 * Rejects when the provider has to deliver again.
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

  async take(
    channel: ReadyChannel,
    body: Buffer,
    context: ChannelContext<unknown>,
    delivery: Delivery = this.keep(channel, 'channel', body),
  ): Promise<void> {
    await inWorkspace(channel.workspaceId, async () => {
      const items = await this.parse(channel, body, context);
      const tooEarly = await awaitOwnSends(this.database, channel, items);
      for (const item of items) if (!tooEarly.has(item)) await this.takeOne(channel, item, delivery);
      if (tooEarly.size > 0) throw new Problem('unavailable', 'What was sent has no answer yet');
    });
  }

  /** Keeps what cannot be handled as dead letters, which share the bytes of the whole delivery. */
  keep(channel: ReadyChannel, kind: 'channel' | 'mail', bytes: Buffer): Delivery {
    let stored: Promise<string> | undefined;
    const source = `${kind}/${channel.type}`;
    return {
      refuse: async ({ reason: why, part }) => {
        const wholeKey = await (stored ??= this.storage.put(bytes));
        // The part of a mail is only its beginning.
        const rawKey = part && kind === 'channel' ? await this.storage.put(Buffer.from(part)) : null;
        await keepDeadLetter(this.database, { source, sourceId: channel.id, reason: why, rawKey, wholeKey });
      },
    };
  }

  private async parse(channel: ReadyChannel, body: Buffer, context: ChannelContext<unknown>): Promise<Inbound[]> {
    try {
      return (await channel.adapter.parse?.(body, context)) ?? [];
    } catch (error) {
      return [
        {
          kind: 'unknown',
          reason: reason('could-not-be-read', { why: reasonOf(error) }),
        },
      ];
    }
  }

  /** Stores one item of a delivery. A message whose content cannot be stored is kept raw and shown as a stub. */
  async takeOne(channel: ReadyChannel, item: Inbound, delivery: Delivery, options: ReceiveOptions = {}): Promise<void> {
    try {
      await this.store(channel, item, delivery, options);
    } catch (error) {
      // While the database is down or busy, let the provider retry; any other error would repeat on every retry.
      if (isUnavailable(error) || isRetryable(error)) throw error;
      if (item.kind === 'message' && item.raw) {
        // Acknowledge a mail only when it is stored whole, at least as a stub: otherwise its server has to retry.
        if (item.flags.includes('unparsed')) throw error;
        return this.takeOne(channel, stubOf(item), delivery, options);
      }
      await delivery.refuse({ kind: 'unknown', reason: reason('could-not-be-stored', { why: reasonOf(error) }) });
    }
  }

  private async store(
    channel: ReadyChannel,
    item: Inbound,
    delivery: Delivery,
    options: ReceiveOptions,
  ): Promise<void> {
    if (item.kind === 'message' && item.bounce && (await this.bounced(channel, item.bounce))) return;
    if (item.kind === 'message') await this.receive.receive(channel, item, options);
    else if (item.kind === 'unknown') await delivery.refuse(item);
    else await this.database.transaction((tx) => this.apply(tx, channel, item));
  }

  /** Applies what changes something that is stored already, and what a person of the shop sent elsewhere. */
  private async apply(tx: Tx, channel: ReadyChannel, item: Exclude<Inbound, InboundMessage | Unknown>): Promise<void> {
    switch (item.kind) {
      case 'status':
        return this.statuses.apply(tx, channel, item);
      case 'watermark':
        return this.applyWatermark(tx, channel, item);
      case 'edit':
        return void (await applyEdit(tx, this.hints, channel, item));
      case 'echo':
        return receiveEcho(tx, { hints: this.hints, statuses: this.statuses }, channel, item);
      case 'slot-cleared':
        return clearSlot(tx, this.hints, channel, item);
      case 'address-change':
        return applyAddressChange(tx, this.hints, channel, item);
      case 'alert':
        return noteAlert(tx, channel.id, item);
      case 'template':
        return noteTemplate(tx, channel.id, item);
    }
  }

  private async applyWatermark(tx: Tx, channel: ReadyChannel, item: InboundWatermark): Promise<void> {
    const { kind, value } = item.recipient;
    const tickets = await rows<{ id: string }>(tx, newestTicketsOfAddress, [kind, value, channel.id]);
    const ids = tickets.map(({ id }) => id);
    if (ids.length) await this.statuses.applyUpTo(tx, channel, item, ids);
  }

  /** A refusal of another mail, or beside another address, is a message like any other. */
  private bounced(channel: ReadyChannel, bounce: InboundBounce): Promise<boolean> {
    return this.database.transaction((tx) => this.statuses.applyBounce(tx, channel, bounce));
  }
}

/** The message without the content that could not be stored; the raw form has it. */
function stubOf({ html: _html, quoted: _quoted, locale: _locale, ...message }: InboundMessage): InboundMessage {
  return { ...message, text: '', files: [], flags: [...message.flags, 'unparsed'] };
}
