import { Injectable } from '@nestjs/common';
import { AdapterContexts, FindChannel, type ReadyChannel, type SendResult } from '#libs/channels';
import {
  Database,
  JobHandler,
  Jobs,
  type PayloadOfJob,
  StoredFileMissing,
  firstRow,
  newId,
  requireWorkspaceId,
} from '#libs/platform';
import { replyWindowEnd } from '../core/ticket-view.js';
import { deliverMessage } from './deliver-message.job.js';
import {
  endLease,
  leaseTicket,
  nextToDeliver,
  renewLease,
  startAttempt,
  ticketForDelivery,
} from './delivery.queries.js';
import { ComposeOutbound, type TicketToDeliver } from './compose-outbound.js';
import { SettleDelivery } from './settle-delivery.js';

export interface MessageToDeliver {
  id: string;
  seq: number;
  text: string;
  deliveryStatus: 'queued' | 'sending';
  attempt: number;
  tries: number;
  partsSent: number;
  channelId: string;
  authorKind: string;
  authorName: string | null;
  automatic: object | null;
  locale: string | null;
  waitMs: number;
}

const mostAtOnce = 50;
const heartbeatMs = 5_000;

/** Delivers a ticket's queued messages in order, under a lease, each at most once without a person's word. */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly compose: ComposeOutbound,
    private readonly settle: SettleDelivery,
    private readonly jobs: Jobs,
  ) {}

  @JobHandler(deliverMessage)
  async deliver({ ticketId }: PayloadOfJob<typeof deliverMessage>): Promise<void> {
    const holder = newId();
    if (!(await firstRow(this.database, leaseTicket, [ticketId, holder]))) return;
    const heartbeat = setInterval(
      () => void this.database.query(renewLease, [ticketId, holder]).catch(() => undefined),
      heartbeatMs,
    );
    try {
      for (let sent = 0; sent < mostAtOnce; sent++) {
        if (!(await this.deliverNext(ticketId))) return;
        if (!(await firstRow(this.database, renewLease, [ticketId, holder]))) return;
      }
      await this.again(ticketId, 0);
    } finally {
      clearInterval(heartbeat);
      await this.database.query(endLease, [ticketId, holder]);
    }
  }

  /** Sends the oldest one. False when nothing more can be sent now. */
  private async deliverNext(ticketId: string): Promise<boolean> {
    const message = await firstRow<MessageToDeliver>(this.database, nextToDeliver, [ticketId]);
    if (!message) return false;
    if (message.deliveryStatus === 'sending') {
      // Whoever was sending it died with the lease. It may have left: it is not sent again.
      await this.settle.settle(message, { outcome: 'unknown', reason: 'Waypost stopped while sending' });
      return true;
    }
    if (message.waitMs > 0) {
      await this.again(ticketId, message.waitMs);
      return false;
    }
    const result = await this.attempt(ticketId, message);
    if (result?.outcome !== 'retry') return true;
    const waitMs = await this.settle.postpone(message, result);
    if (waitMs === null) return true;
    await this.again(ticketId, waitMs);
    return false;
  }

  private async attempt(ticketId: string, message: MessageToDeliver): Promise<SendResult | null> {
    const ticket = (await firstRow<TicketToDeliver>(this.database, ticketForDelivery, [ticketId]))!;
    const channel = await this.channels.byId(ticket.channelId);
    const refusal = whyNot(channel, ticket);
    if (refusal || !channel) {
      await this.settle.settle(message, { outcome: 'failed', reason: refusal ?? '' });
      return null;
    }
    if (!channel.adapter.send) {
      await this.settle.settle(message, { outcome: 'sent', externalId: message.id });
      return null;
    }
    const outbound = await this.compose.compose(channel, ticket, message).catch(nullIfMissing);
    if (!outbound) {
      await this.settle.settle(message, { outcome: 'failed', reason: 'A file of the message is lost' });
      return null;
    }
    if (!(await firstRow(this.database, startAttempt, [message.id, outbound.thread.messageId]))) return null;
    const result = await channel.adapter
      .send(outbound, this.contexts.of(channel))
      .catch((error: unknown): SendResult => ({
        outcome: 'unknown',
        reason: `The adapter failed: ${(error as Error).message}`,
      }));
    if (result.outcome !== 'retry') await this.settle.settle(message, result);
    return result;
  }

  private again(ticketId: string, waitMs: number): Promise<void> {
    return this.jobs.add(
      deliverMessage,
      { workspaceId: requireWorkspaceId(), ticketId },
      { jobId: waitMs ? `${ticketId}-later` : ticketId, delayMs: waitMs, replace: waitMs > 0 },
    );
  }
}

/** A file that is gone does not come back: its message must not hold up all that come after it. */
function nullIfMissing(error: unknown): null {
  if (error instanceof StoredFileMissing) return null;
  throw error;
}

function whyNot(channel: ReadyChannel | null, ticket: TicketToDeliver): string | null {
  if (!channel) return 'The channel does not exist any more';
  if (!channel.active) return 'The channel is switched off';
  const windowEnd = replyWindowEnd(channel.type, ticket.lastInboundAt);
  return windowEnd && windowEnd.getTime() <= Date.now() ? 'The time to answer freely on this channel is over' : null;
}
