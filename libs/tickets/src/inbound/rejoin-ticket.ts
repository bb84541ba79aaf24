import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import { recordTicketEvent } from '../record-event.js';
import { snippetOf } from '../snippet.js';
import { sentWithin, writtenAt } from './written-at.js';

export interface JoinedTicket {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
  status: string;
  lastSeq: number;
  changeSeq: number;
  reopened: boolean;
}

interface Rejoin {
  channel: ReadyChannel;
  inbound: InboundMessage;
  /** Known from a thread; otherwise the contact's newest ticket on the channel that is not closed. */
  ticketId: string | null;
  contactId: string;
}

/** The ticket with its place for the message taken; `was` is what it was before. */
const take = (which: string): string => `
  with was as (select id, status from tickets where ${which} for update)
  update tickets t set last_seq = t.last_seq + 1, last_inbound_seq = t.last_seq + 1, change_seq = t.change_seq + 1, snippet = $3,
    last_message_at = now(), last_inbound_at = greatest(t.last_inbound_at, ${writtenAt('$6')}), locale = coalesce(t.locale, $4),
    status = case when $5 then 'open' else t.status end,
    resolved_at = case when t.status = 'resolved' and not $5 then t.resolved_at end, snoozed_until = case when t.status = 'snoozed' and not $5 then t.snoozed_until end
  from was where t.id = was.id
  returning t.id, was.status, t.team_id as "teamId", t.assignee_id as "assigneeId", t.last_seq as "lastSeq", t.change_seq as "changeSeq"`;
const takeById = take(`id = $1 and status <> 'closed' and $2::uuid is null`);
const takeNewest = take(`contact_id = $1 and channel_id = $2 and status <> 'closed' order by created_at desc, id desc limit 1`);

/** A thumb up, or a provider's own notice: worth showing, but nobody waits for an answer to it. */
const asksForNothing = new Set(['reaction', 'system']);

/** Locks the ticket that a message joins and gives it the message's place; what waited or was resolved is open again. */
export async function rejoinTicket(tx: Tx, { channel, inbound, ticketId, contactId }: Rejoin): Promise<JoinedTicket | null> {
  if (!ticketId && channel.adapter.capabilities.joins === 'thread') return null;
  const which = ticketId ? [ticketId, null] : [contactId, channel.id];
  const opens = !inbound.flags.some((flag) => asksForNothing.has(flag));
  const ticket = await firstRow<Omit<JoinedTicket, 'reopened'>>(tx, ticketId ? takeById : takeNewest, [...which, snippetOf(inbound.text), inbound.locale ?? null, opens, sentWithin(channel, inbound)]);
  if (!ticket) return null;
  const reopened = opens && ticket.status !== 'open';
  if (reopened) {
    await recordTicketEvent(tx, { ticketId: ticket.id, changeSeq: ticket.changeSeq, type: 'status', actor: { kind: 'contact', id: contactId }, data: { from: ticket.status, to: 'open' } });
  }
  return { ...ticket, reopened };
}
