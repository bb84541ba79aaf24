import { newReplyToken } from '#libs/channels';
import { type Tx, newId } from '#libs/platform';
import type { DecidedNotice } from './decide-notices.js';

/** The unique key makes each notice once, whatever is told again. */
const queue = `
  insert into contact_notices (id, order_id, kind, about, promised_at, previous_promise, reply_token) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict on constraint contact_notices_once_key do nothing`;

/** News that has not left yet and is overtaken by newer news is not sent any more. */
const supersede = `
  update contact_notices set state = 'superseded', detail = 'Overtaken by newer news'
  where order_id = $1 and state in ('due', 'needs-agent') and ((kind = 'delayed' and $2 = 'delayed' and about <> $3) or ($2 = 'delivered' and kind <> 'delivered'))`;

/** Queues what the buyer is to hear, in the transaction that found it out. */
export async function queueNotices(tx: Tx, orderId: string, notices: DecidedNotice[]): Promise<void> {
  for (const { kind, about, promisedAt, previousPromise } of notices) {
    await tx.query(supersede, [orderId, kind, about]);
    await tx.query(queue, [newId(), orderId, kind, about, promisedAt, previousPromise, newReplyToken()]);
  }
}
