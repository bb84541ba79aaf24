import { type Tx, publish } from '#libs/platform';
import { bumpTicketOf } from './bump-ticket.js';
import { MessageChanged } from './events.js';
import { clearDoubt } from './message.queries.js';
import { system } from './record-event.js';
import type { TicketHints } from './ticket-hints.js';

/** Marks the sender of a message as verified. Returns false when the message no longer exists. */
export async function believeSender(tx: Tx, hints: TicketHints, messageId: string): Promise<boolean> {
  const ticket = await bumpTicketOf(tx, messageId);
  if (!ticket) return false;
  await tx.query(clearDoubt, [messageId, ticket.changeSeq]);
  publish(tx, MessageChanged, { ticketId: ticket.id, actor: system, messageId, changed: { sender: true } });
  hints.changed(tx, ticket, ['edit']);
  return true;
}
