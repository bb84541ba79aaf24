import { newReplyToken } from '#libs/channels';
import { queueDispatch } from '#libs/dispatch';
import { type Tx, firstRow, newId } from '#libs/platform';
import type { DecidedNotice } from './decide-notices.js';
import { queueNotice, supersedeNotices } from './notice.queries.js';

/** Queues a buyer's notices in the transaction that stores the order's change. */
export async function queueNotices(tx: Tx, orderId: string, notices: DecidedNotice[]): Promise<void> {
  for (const { kind, about, promisedAt, previousPromise } of notices) {
    await tx.query(supersedeNotices, [orderId, kind, about]);
    const values = [newId(), orderId, kind, about, promisedAt, previousPromise, newReplyToken()];
    const queued = await firstRow<{ id: string }>(tx, queueNotice, values);
    if (queued) queueNoticeDispatch(tx, queued.id);
  }
}

/** Each notice has a lane of its own, because it belongs to no ticket. */
export const queueNoticeDispatch = (tx: Tx, id: string): void =>
  queueDispatch(tx, { id, owner: 'order-notice', ownerId: id, ticketId: null, lane: id });
