import { Injectable } from '@nestjs/common';
import { newReplyToken } from '#libs/channels';
import type { OrderStatus } from '#libs/contracts';
import { SendLane, queueDispatch } from '#libs/dispatch';
import { type EventOf, Subscriber, type Tx, firstRow, newId, rows } from '#libs/platform';
import { MessageStatusChanged } from '#libs/tickets';
import { OrderChanged } from '../events.js';
import type { DecidedNotice } from './decide-notices.js';
import { dropUntrue, dueOfOrder, queueNotice, returnNotice, supersedeNotices, wasAnnounced } from './notice.queries.js';

/** Queues a buyer's notices in the transaction that stores the order's change, and drops those that it overtakes. */
export async function queueNotices(
  tx: Tx,
  orderId: string,
  status: OrderStatus,
  notices: DecidedNotice[],
): Promise<void> {
  await tx.query(dropUntrue, [orderId, status]);
  for (const notice of notices) await queueOne(tx, orderId, notice);
}

async function queueOne(tx: Tx, orderId: string, notice: DecidedNotice): Promise<void> {
  const { kind, form, about, parcels, promisedAt, previousPromise } = notice;
  // Take back only what was announced.
  if (kind === 'withdrawn' && !(await firstRow(tx, wasAnnounced, [orderId, parcels[0]!.id]))) return;
  await tx.query(supersedeNotices, [orderId, kind, about]);
  const announced = JSON.stringify(parcels);
  const values = [newId(), orderId, kind, about, promisedAt, previousPromise, newReplyToken(), form, announced];
  const queued = await firstRow<{ id: string }>(tx, queueNotice, values);
  if (queued) queueNoticeDispatch(tx, queued.id);
}

/** Each notice has a lane of its own, because it belongs to no ticket. */
export const queueNoticeDispatch = (tx: Tx, id: string): void =>
  queueDispatch(tx, { id, owner: 'order-notice', ownerId: id, ticketId: null, lane: id });

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
