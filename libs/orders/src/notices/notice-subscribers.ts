import { Injectable } from '@nestjs/common';
import { type EventOf, Jobs, Subscriber, type Tx, rows } from '#libs/platform';
import { MessageStatusChanged } from '#libs/tickets';
import { OrderChanged } from '../events.js';
import { dueOfOrder, returnNotice } from './notice.queries.js';
import { sendNotice } from './send-notice.job.js';

/** Sends notices at once, and takes them back. */
@Injectable()
export class NoticeSubscribers {
  constructor(private readonly jobs: Jobs) {}

  /** Queues the notices of an order that are due. */
  @Subscriber(OrderChanged, 'send-notices')
  async sendDue({ workspaceId, orderId }: EventOf<typeof OrderChanged>, tx: Tx): Promise<void> {
    const due = await rows<{ id: string }>(tx, dueOfOrder, [orderId]);
    for (const { id } of due) await this.jobs.add(sendNotice, { workspaceId, noticeId: id }, { jobId: id });
  }

  /** Takes a notice back whose message could not be delivered; the sweep finds it another way. */
  @Subscriber(MessageStatusChanged, 'take-back-notices')
  async takeBack({ messageId, status }: EventOf<typeof MessageStatusChanged>, tx: Tx): Promise<void> {
    if (status.to === 'failed') await rows(tx, returnNotice, [messageId]);
  }
}
