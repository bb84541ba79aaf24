import type { TicketStatus } from '#libs/contracts';
import { type Tx, firstRow } from '#libs/platform';
import { changeTicket } from './change-ticket.js';
import { lockTicket } from './find-visible-ticket.js';
import { standingBeforeAnswer } from './message.queries.js';
import type { Actor } from './record-event.js';
import type { TicketHints } from './ticket-hints.js';

/** The standing before the answer. */
interface Before {
  status: TicketStatus;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
}

/**
 * Undoes what a failed answer did to its ticket's status. The caller has locked the ticket and raised its changeSeq.
 */
export async function undoStatus(tx: Tx, hints: TicketHints, ticketId: string, actor: Actor): Promise<void> {
  const ticket = await lockTicket(tx, ticketId);
  const was = ticket && (await firstRow<Before>(tx, standingBeforeAnswer, [ticketId, ticket.status]));
  if (was)
    await changeTicket(
      tx,
      hints,
      ticket,
      { standing: { kind: 'answer-undone', ...was } },
      { actor, visitors: true, raised: true },
    );
}
