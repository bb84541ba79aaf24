import { Injectable } from '@nestjs/common';
import { adapters } from '#libs/channels';
import { type EventOf, Subscriber, type Tx } from '#libs/platform';
import { MessageQueued } from '../../core/events.js';

/** Seconds that an answer may wait in the panel before it goes by mail. */
export const unreadSeconds = 120;

/** Only people's answers: a machine's would let anybody have mail sent to an address that is not theirs. */
const note = `
  insert into unread_answers (message_id, ticket_id, seq, due_at)
  select m.id, m.ticket_id, m.seq, greatest(now(), coalesce(m.deliver_after, now())) + make_interval(secs => $2)
  from messages m where m.id = $1 and m.author_kind = 'agent' and m.visibility = 'public' and m.channel_type = any($3::text[])
  on conflict do nothing`;

const socketTypes = adapters.filter((adapter) => adapter.receive === 'socket').map((adapter) => adapter.type);

/** Starts the wait of every answer on a channel whose shoppers fetch what is stored. */
@Injectable()
export class NoteUnreadAnswer {
  @Subscriber(MessageQueued, 'note-unread-answer')
  async note({ messageId }: EventOf<typeof MessageQueued>, tx: Tx): Promise<void> {
    await tx.query(note, [messageId, unreadSeconds, socketTypes]);
  }
}
