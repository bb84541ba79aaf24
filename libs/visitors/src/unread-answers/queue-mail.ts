import { laneOf, queueIfNone, wakeLanes } from '#libs/dispatch';
import { type Tx, newId, rows } from '#libs/platform';
import * as queries from './unread-answers.queries.js';

export const unreadAnswers = 'unread-answers';

/** Queues a mail of a ticket's unread answers, unless one is queued. The caller has locked the ticket. */
export function queueMail(tx: Tx, ticketId: string, afterSeconds: number): void {
  const lane = laneOf(ticketId, unreadAnswers);
  queueIfNone(tx, { id: newId(), owner: unreadAnswers, ownerId: ticketId, ticketId, lane, place: 1, afterSeconds });
}

/** Queues the mails that waited for a contact's address. */
export async function wakeUnreadAnswers(tx: Tx, contactId: string): Promise<void> {
  const waiting = await rows<{ ticketId: string }>(tx, queries.waitingTickets, [contactId]);
  if (waiting.length)
    await wakeLanes(
      tx,
      waiting.map(({ ticketId }) => laneOf(ticketId, unreadAnswers)),
    );
}
