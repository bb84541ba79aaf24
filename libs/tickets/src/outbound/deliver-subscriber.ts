import { Injectable } from '@nestjs/common';
import { SendLane, queuedDispatch } from '#libs/dispatch';
import { type EventOf, Subscriber, type Tx } from '#libs/platform';
import { MessageQueued } from '../core/events.js';

/** Queues the dispatch of a queued message. */
@Injectable()
export class DeliverSubscriber {
  constructor(private readonly lanes: SendLane) {}

  @Subscriber(MessageQueued, 'deliver')
  async queue({ messageId }: EventOf<typeof MessageQueued>, tx: Tx): Promise<void> {
    const waiting = await queuedDispatch(tx, messageId);
    if (waiting) await this.lanes.queue(waiting.lane, waiting);
  }
}
