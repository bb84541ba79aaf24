import type { InboundMessage, ReadyChannel } from '#libs/channels';
import type { TicketStatus } from '#libs/contracts';
import { type Tx, firstRow } from '#libs/platform';
import { asksForNothing } from '../core/asks-for-nothing.js';
import { recordTicketEvent } from '../core/record-event.js';
import { snippetOf } from '../core/ticket-text.js';
import { sentWithin } from '../core/open-ticket.js';
import { takePlaceInNewest, takePlaceInTicket } from './find-ticket.queries.js';

export interface JoinedTicket {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
  /** Both as they were before the message. */
  status: TicketStatus;
  snoozedUntil: Date | null;
  lastSeq: number;
  changeSeq: number;
  reopened: boolean;
}

/**
 * Locks the ticket that a thread names and takes the message's seq; reopens a pending, snoozed or resolved one. Null
 * when it is closed.
 */
export const takeTicketOfThread = (
  tx: Tx,
  channel: ReadyChannel,
  inbound: InboundMessage,
  ticketId: string,
): Promise<JoinedTicket | null> => taken(tx, takePlaceInTicket, { channel, inbound }, [ticketId]);

/**
 * The same with the contact's newest ticket on the channel. Their address must exist: it is looked up in the same
 * pipelined batch.
 */
export const takeNewestTicket = (
  tx: Tx,
  channel: ReadyChannel,
  inbound: InboundMessage,
): Promise<JoinedTicket | null> =>
  taken(tx, takePlaceInNewest, { channel, inbound }, [inbound.sender.kind, inbound.sender.value, channel.id]);

async function taken(
  tx: Tx,
  sql: string,
  { channel, inbound }: { channel: ReadyChannel; inbound: InboundMessage },
  which: unknown[],
): Promise<JoinedTicket | null> {
  const opens = !asksForNothing(inbound);
  const ticket = await firstRow<Omit<JoinedTicket, 'reopened'>>(tx, sql, [
    snippetOf(inbound.text),
    inbound.locale ?? null,
    opens,
    sentWithin(channel, inbound),
    inbound.flags.includes('automatic'),
    ...which,
  ]);
  return ticket && { ...ticket, reopened: opens && ticket.status !== 'open' };
}

/** Writes the history of a ticket that a message has reopened. */
export function noteReopened(tx: Tx, { id, status, changeSeq }: JoinedTicket, contactId: string): void {
  recordTicketEvent(tx, {
    ticketId: id,
    changeSeq,
    type: 'status',
    actor: { kind: 'contact', id: contactId },
    data: { from: status, to: 'open' },
  });
}
