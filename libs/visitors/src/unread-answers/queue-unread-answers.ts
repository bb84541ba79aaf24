import { Injectable } from '@nestjs/common';
import { adapters } from '#libs/channels';
import { laneOf, queueIfNone, wakeLanes } from '#libs/dispatch';
import { type EventOf, Subscriber, type Tx, firstRow, newId, rows } from '#libs/platform';
import { MessageQueued, deferTicketLock } from '#libs/tickets';
import * as queries from './unread-answers.queries.js';

const unreadAnswers = 'unread-answers';
/** Seconds that an answer waits in the widget before it is mailed. */
const unreadSeconds = 120;

const socketTypes = adapters.filter((adapter) => adapter.receive === 'socket').map((adapter) => adapter.type);

/** Schedules the mail of each answer on a channel whose shoppers fetch the stored messages. */
@Injectable()
export class NoteUnreadAnswer {
  @Subscriber(MessageQueued, 'note-unread-answer')
  async note({ messageId }: EventOf<typeof MessageQueued>, tx: Tx): Promise<void> {
    const answer = await firstRow<{ ticketId: string; afterSeconds: number }>(tx, queries.note, [
      messageId,
      unreadSeconds,
      socketTypes,
    ]);
    if (!answer) return;
    // A mail of this ticket is settled under the same lock: it includes this answer, or queues another mail.
    deferTicketLock(tx, answer.ticketId);
    queueMail(tx, answer.ticketId, answer.afterSeconds);
  }
}

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
