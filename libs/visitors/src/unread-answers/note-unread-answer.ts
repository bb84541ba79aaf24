import { Injectable } from '@nestjs/common';
import { adapters } from '#libs/channels';
import { type EventOf, Subscriber, type Tx, firstRow } from '#libs/platform';
import { MessageQueued, deferTicketLock } from '#libs/tickets';
import { queueMail } from './queue-mail.js';
import { note } from './unread-answers.queries.js';

/** Seconds that an answer may wait in the panel before it goes by mail. */
const unreadSeconds = 120;

const socketTypes = adapters.filter((adapter) => adapter.receive === 'socket').map((adapter) => adapter.type);

/** Starts the wait of every answer on a channel whose shoppers fetch what is stored. */
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
    // A mail of the ticket is settled under this lock: it takes this answer as well, or asks for another mail itself.
    deferTicketLock(tx, answer.ticketId);
    queueMail(tx, answer.ticketId, answer.afterSeconds);
  }
}
