import { call } from '../../api/call.js';
import { knownTicket, updateTicketEverywhere } from './known-tickets.js';

/** This person has read a ticket up to a place. */
export async function markRead(ticketId: string, seq: number): Promise<void> {
  updateTicketEverywhere(ticketId, (ticket) => ({ ...ticket, readSeq: Math.max(seq, ticket.readSeq) }));
  await call('markTicketRead', { params: { ticketId }, body: { seq } }).catch(() => {});
}

/**
 * What one has written oneself is nothing unread, also where one has gone on to another ticket; what one has not seen
 * before it stays so.
 */
export async function markOwnRead(ticketId: string, seq: number): Promise<void> {
  const known = knownTicket(ticketId);
  if (known && known.readSeq === seq - 1) await markRead(ticketId, seq);
}
