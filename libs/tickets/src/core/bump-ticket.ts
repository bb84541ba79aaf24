import { type Tx, firstRow } from '#libs/platform';
import type { HintedTicket } from './ticket-hints.js';
import { raise, raiseOfMessage } from './ticket.queries.js';

/**
 * Locks a message's ticket and raises its changeSeq, for a change of that message. Returns null when there is no such
 * message.
 */
export const bumpTicketOf = (tx: Tx, messageId: string): Promise<HintedTicket | null> =>
  firstRow<HintedTicket>(tx, raiseOfMessage, [messageId]);

/** Raises changeSeq of a ticket that the caller has locked. */
export const bumpTicket = async (tx: Tx, ticketId: string): Promise<HintedTicket> =>
  (await firstRow<HintedTicket>(tx, raise, [ticketId]))!;
