import { type Tx, firstRow } from '#libs/platform';
import type { HintedTicket } from './ticket-hints.js';

/** Locks a message's ticket and raises its changeSeq, for a change of that message. Null when there is no such message. */
export async function bumpTicketOf(tx: Tx, messageId: string): Promise<HintedTicket | null> {
  return firstRow<HintedTicket>(
    tx,
    `update tickets set change_seq = change_seq + 1 where id = (select ticket_id from messages where id = $1)
     returning id, team_id as "teamId", assignee_id as "assigneeId", change_seq as "changeSeq", last_seq as "lastSeq"`,
    [messageId],
  );
}
