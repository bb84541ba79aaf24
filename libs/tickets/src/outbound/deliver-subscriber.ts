import { Injectable } from '@nestjs/common';
import { type EventOf, Jobs, Subscriber, type Tx, firstRow } from '#libs/platform';
import { MessageQueued } from '../core/events.js';
import { deliverMessage } from './deliver-message.job.js';

/** Delivers a queued message. The job names the conversation; what is to be sent, it reads itself. */
@Injectable()
export class DeliverSubscriber {
  constructor(private readonly jobs: Jobs) {}

  @Subscriber(MessageQueued, 'deliver')
  async queue({ workspaceId, ticketId, messageId }: EventOf<typeof MessageQueued>, tx: Tx): Promise<void> {
    const waiting = await firstRow<{ waitMs: number }>(
      tx,
      `select (greatest(0, extract(epoch from deliver_after - now())) * 1000)::int as "waitMs" from messages where id = $1 and delivery_status = 'queued'`,
      [messageId],
    );
    if (!waiting) return;
    const { waitMs } = waiting;
    await this.jobs.add(
      deliverMessage,
      { workspaceId, ticketId },
      { jobId: waitMs ? `${ticketId}-later` : ticketId, delayMs: waitMs, replace: waitMs > 0 },
    );
  }
}
