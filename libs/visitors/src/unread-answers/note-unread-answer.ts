import { Injectable } from '@nestjs/common';
import { adapters } from '#libs/channels';
import { type EventOf, Subscriber, type Tx, firstRow } from '#libs/platform';
import { MessageQueued, deferTicketLock } from '#libs/tickets';
import { queueMail } from './queue-mail.js';
import { note } from './unread-answers.queries.js';

/** Seconds that an answer waits in the widget before it is mailed. */
const unreadSeconds = 120;

const socketTypes = adapters.filter((adapter) => adapter.receive === 'socket').map((adapter) => adapter.type);

/** Schedules the mail of each answer on a channel whose shoppers fetch the stored messages. */
@Injectable()
export class NoteUnreadAnswer {
  @Subscriber(MessageQueued, 'note-unread-answer')
  async note({ messageId }: EventOf<typeof MessageQueued>, tx: Tx): Promise<void> {
    const answer = await firstRow<{ ticketId: string; afterSeconds: number }>(tx, note, [
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
