import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import type { TicketStatus } from '#libs/contracts';
import { type Tx, firstRow } from '#libs/platform';
import { recordTicketEvent } from '../core/record-event.js';
import { snippetOf } from '../core/snippet.js';
import { takePlaceOfInbound } from '../core/ticket.queries.js';
import { sentWithin } from '../core/written-at.js';

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

const ofThread = takePlaceOfInbound(`id = $5 and status <> 'closed'`);
const newest = takePlaceOfInbound(
  `contact_id = (select contact_id from ${identityRows} i where kind = $5 and value = $6) and channel_id = $7 and status <> 'closed' order by created_at desc, id desc limit 1`,
);

/** A reaction or a provider's own notice: it is shown, but asks for no answer. */
const asksForNothing = new Set(['reaction', 'system']);

/**
 * Locks the ticket that a thread names and takes the message's seq; reopens a pending, snoozed or resolved one. Null
 * when it is closed.
 */
export const takeTicketOfThread = (
  tx: Tx,
  channel: ReadyChannel,
  inbound: InboundMessage,
  ticketId: string,
): Promise<JoinedTicket | null> => taken(tx, ofThread, { channel, inbound }, [ticketId]);

/**
 * The same with the contact's newest ticket on the channel. Their address must exist: it is looked up in the same
 * pipelined batch.
 */
export const takeNewestTicket = (
  tx: Tx,
  channel: ReadyChannel,
  inbound: InboundMessage,
): Promise<JoinedTicket | null> =>
  taken(tx, newest, { channel, inbound }, [inbound.sender.kind, inbound.sender.value, channel.id]);

async function taken(
  tx: Tx,
  sql: string,
  { channel, inbound }: { channel: ReadyChannel; inbound: InboundMessage },
  which: unknown[],
): Promise<JoinedTicket | null> {
  const opens = !inbound.flags.some((flag) => asksForNothing.has(flag));
  const ticket = await firstRow<Omit<JoinedTicket, 'reopened'>>(tx, sql, [
    snippetOf(inbound.text),
    inbound.locale ?? null,
    opens,
    sentWithin(channel, inbound),
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
