import type { DeliveryStatus } from '#libs/contracts';
import { type Tx, firstRow, newEvent, publish, publishAll, rows } from '#libs/platform';
import { MessageChanged, MessageStatusChanged } from './events.js';
import type { LockedTicket } from './find-visible-ticket.js';
import { clearDoubt, markReadUpTo } from './message.queries.js';
import { system } from './record-event.js';
import type { HintedTicket, TicketHints } from './ticket-hints.js';
import { followReplyTo, raise, raiseOfMessage } from './ticket.queries.js';

/**
 * Locks a message's ticket and raises its changeSeq, for a change of that message. Returns null when there is no such
 * message.
 */
export const bumpTicketOf = (tx: Tx, messageId: string): Promise<HintedTicket | null> =>
  firstRow<HintedTicket>(tx, raiseOfMessage, [messageId]);

/** Raises changeSeq of a ticket that the caller has locked. */
export const bumpTicket = async (tx: Tx, ticketId: string): Promise<HintedTicket> =>
  (await firstRow<HintedTicket>(tx, raise, [ticketId]))!;

/** Marks our messages on a channel as read by the contact, up to a seq. */
export async function markRead(
  tx: Tx,
  hints: TicketHints,
  ticket: LockedTicket,
  { seq, channelId }: { seq: number; channelId: string },
): Promise<void> {
  const changeSeq = ticket.changeSeq + 1;
  const place = [ticket.id, seq, changeSeq, channelId];
  const read = await rows<{ id: string; from: DeliveryStatus }>(tx, markReadUpTo, place);
  if (read.length === 0) return;
  await bumpTicket(tx, ticket.id);
  const common = { ticketId: ticket.id, actor: { kind: 'contact' as const, id: ticket.contactId } };
  publishAll(
    tx,
    read.map(({ id, from }) =>
      newEvent(MessageStatusChanged, { ...common, messageId: id, status: { from, to: 'read' } }),
    ),
  );
  hints.changed(tx, { ...ticket, changeSeq }, ['delivery']);
}

/** Marks the sender of a message as verified. Returns false when the message no longer exists. */
export async function believeSender(tx: Tx, hints: TicketHints, messageId: string): Promise<boolean> {
  const ticket = await bumpTicketOf(tx, messageId);
  if (!ticket) return false;
  await tx.query(clearDoubt, [messageId, ticket.changeSeq]);
  await tx.query(followReplyTo, [messageId]);
  publish(tx, MessageChanged, { ticketId: ticket.id, actor: system, messageId, changed: { sender: true } });
  hints.changed(tx, ticket, ['edit']);
  return true;
}
