import { newReplyToken } from '#libs/channels';
import { type Tx, newId } from '#libs/platform';
import type { DecidedNotice } from './decide-notices.js';
import { queueNotice, supersedeNotices } from './notice.queries.js';

/** Queues what the buyer is to hear, in the transaction that found it out. */
export async function queueNotices(tx: Tx, orderId: string, notices: DecidedNotice[]): Promise<void> {
  for (const { kind, about, promisedAt, previousPromise } of notices) {
    await tx.query(supersedeNotices, [orderId, kind, about]);
    await tx.query(queueNotice, [newId(), orderId, kind, about, promisedAt, previousPromise, newReplyToken()]);
  }
}
