import type { DeliveryStatus } from '#libs/contracts';
import { type Tx, newEvent, publishAll, rows } from '#libs/platform';
import { bumpTicket } from './bump-ticket.js';
import { MessageStatusChanged } from './events.js';
import type { LockedTicket } from './find-visible-ticket.js';
import { markReadUpTo } from './message.queries.js';
import type { TicketHints } from './ticket-hints.js';

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
