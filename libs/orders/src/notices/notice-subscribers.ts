import { Injectable } from '@nestjs/common';
import { SendLane } from '#libs/dispatch';
import { type EventOf, Subscriber, type Tx, rows } from '#libs/platform';
import { MessageStatusChanged } from '#libs/tickets';
import { OrderChanged } from '../events.js';
import { dueOfOrder, returnNotice } from './notice.queries.js';
import { queueNoticeDispatch } from './queue-notices.js';

/** Queues notices at once, and takes them back when they fail. */
@Injectable()
export class NoticeSubscribers {
  constructor(private readonly lanes: SendLane) {}

  /** Queues the lanes of an order's due notices. */
  @Subscriber(OrderChanged, 'send-notices')
  async sendDue({ orderId }: EventOf<typeof OrderChanged>, tx: Tx): Promise<void> {
    const due = await rows<{ id: string }>(tx, dueOfOrder, [orderId]);
    for (const { id } of due) await this.lanes.queue(id, { owner: 'order-notice' });
  }

  /**
   * Takes back a notice whose message could not be delivered; its dispatch is queued again and chooses another route.
   */
  @Subscriber(MessageStatusChanged, 'take-back-notices')
  async takeBack({ messageId, status }: EventOf<typeof MessageStatusChanged>, tx: Tx): Promise<void> {
    if (status.to !== 'failed') return;
    for (const { id } of await rows<{ id: string }>(tx, returnNotice, [messageId])) queueNoticeDispatch(tx, id);
  }
}
