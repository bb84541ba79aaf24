import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import { recordTicketEvent } from '../record-event.js';
import { snippetOf } from '../snippet.js';

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

const columns = `id, status, team_id as "teamId", assignee_id as "assigneeId"`;
const lockById = `select ${columns} from tickets where id = $1 and status <> 'closed' for update`;
const lockNewest = `select ${columns} from tickets where contact_id = $1 and channel_id = $2 and status <> 'closed' order by created_at desc, id desc limit 1 for update`;

const take = `
  update tickets set last_seq = last_seq + 1, last_inbound_seq = last_seq + 1, change_seq = change_seq + 1, snippet = $2,
    last_message_at = now(), last_inbound_at = now(), status = $4, resolved_at = case when $4 = 'resolved' then resolved_at end,
    snoozed_until = case when $4 = 'snoozed' then snoozed_until end, locale = coalesce(locale, $3)
  where id = $1 returning last_seq as "lastSeq", change_seq as "changeSeq"`;

/** A thumb up, or a provider's own notice: worth showing, but nobody waits for an answer to it. */
const asksForNothing = new Set(['reaction', 'system']);

/** Locks the ticket that a message joins and gives it the message's place; what waited or was resolved is open again. */
export async function rejoinTicket(tx: Tx, { channel, inbound, ticketId, contactId }: Rejoin): Promise<JoinedTicket | null> {
  const ticket = await lock(tx, channel, ticketId, contactId);
  if (!ticket) return null;
  const status = inbound.flags.some((flag) => asksForNothing.has(flag)) ? ticket.status : 'open';
  const taken = await firstRow<{ lastSeq: number; changeSeq: number }>(tx, take, [ticket.id, snippetOf(inbound.text), inbound.locale ?? null, status]);
  const reopened = status !== ticket.status;
  if (reopened) {
    await recordTicketEvent(tx, { ticketId: ticket.id, changeSeq: taken!.changeSeq, type: 'status', actor: { kind: 'contact', id: contactId }, data: { from: ticket.status, to: 'open' } });
  }
  return { ...ticket, ...taken!, reopened };
}

type Locked = Omit<JoinedTicket, 'reopened' | 'lastSeq' | 'changeSeq'>;

async function lock(tx: Tx, channel: ReadyChannel, ticketId: string | null, contactId: string): Promise<Locked | null> {
  if (ticketId) return firstRow<Locked>(tx, lockById, [ticketId]);
  if (channel.adapter.capabilities.joins === 'thread') return null;
  return firstRow<Locked>(tx, lockNewest, [contactId, channel.id]);
}
