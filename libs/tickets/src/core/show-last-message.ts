import { type Tx, firstRow } from '#libs/platform';
import { writeTicketWords } from './ticket-words.js';
import { renameAfterEdit, writeSnippet } from './ticket.queries.js';
import { snippetOf, subjectOf, subjectsOf } from './snippet.js';

/** Makes the newest message that is not deleted the snippet that lists show of a ticket. */
export async function showLastMessage(tx: Tx, ticketId: string): Promise<void> {
  const last = await firstRow<{ text: string }>(
    tx,
    'select text from messages where ticket_id = $1 and deleted_at is null order by seq desc limit 1',
    [ticketId],
  );
  await tx.query(writeSnippet, [ticketId, snippetOf(last?.text ?? '')]);
}

/** Updates the snippet after an edit, and a subject that was only the beginning of the first message. */
export async function followEdit(
  tx: Tx,
  ticketId: string,
  { id, before, after }: { id: string; before: string; after: string },
): Promise<void> {
  const renamed = await firstRow<{ subject: string }>(tx, renameAfterEdit, [
    ticketId,
    subjectsOf(before),
    subjectOf(after),
    id,
  ]);
  if (renamed) writeTicketWords(tx, ticketId, renamed.subject);
  await showLastMessage(tx, ticketId);
}
