import { adapterOf } from '#libs/channels';
import { type Tx, appendEvents, firstRow, newId } from '#libs/platform';
import type { LockedTicket } from '../find-visible-ticket.js';
import { recordTicketEvent } from '../record-event.js';
import { searchVector } from '../search/search-words.js';
import { snippetOf } from '../snippet.js';
import type { TicketHints } from '../ticket-hints.js';

export interface Outbound {
  text: string;
  visibility: 'public' | 'internal';
  author: { kind: 'agent' | 'assistant' | 'system'; id: string | null; name: string | null };
  automatic?: { kind: string; title: string };
  /** Status that the ticket takes with it; without one it stays. */
  status?: 'pending' | 'resolved';
  sendAfterSeconds?: number;
  locale?: string | null;
}

const take = `
  update tickets set last_seq = last_seq + 1, change_seq = change_seq + 1, snippet = $2, last_message_at = now(), status = $3,
    resolved_at = case when $3 = 'resolved' then case when status = 'resolved' then resolved_at else now() end end, snoozed_until = case when $3 = 'snoozed' then snoozed_until end
  where id = $1 returning last_seq as seq, change_seq as "changeSeq"`;

const insert = `
  insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type, text, automatic,
    delivery_status, delivery_attempt, deliver_after, sent_at, locale, search)
  values ($1, $2, $3, $4, 'outbound', $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, now() + make_interval(secs => $14), case when $13 = 'sent' then now() end, $15, $16::tsvector)`;

/** Puts an answer or a note on a ticket that the caller has locked. What goes to the customer is queued for delivery. */
export async function appendOutbound(tx: Tx, hints: TicketHints, ticket: LockedTicket, message: Outbound): Promise<{ id: string; seq: number }> {
  const isPublic = message.visibility === 'public';
  const status = message.status && ticket.status !== 'closed' ? message.status : ticket.status;
  const place = (await firstRow<{ seq: number; changeSeq: number }>(tx, take, [ticket.id, snippetOf(message.text), status]))!;
  const id = newId();
  // A channel without a provider (the widget) has no way to fail: stored is sent.
  const delivered = isPublic && !adapterOf(ticket.channelType)?.send;
  await tx.query(insert, [
    id, ticket.id, place.seq, place.changeSeq, message.visibility, message.author.kind, message.author.id, message.author.name, ticket.channelId, ticket.channelType, message.text,
    message.automatic ?? null, isPublic ? (delivered && !message.sendAfterSeconds ? 'sent' : 'queued') : null, message.sendAfterSeconds ?? 0, message.locale ?? null, searchVector(message.text),
  ]);
  if (status !== ticket.status) {
    await recordTicketEvent(tx, { ticketId: ticket.id, changeSeq: place.changeSeq, type: 'status', actor: { kind: message.author.kind, id: message.author.id }, data: { from: ticket.status, to: status } });
  }
  await appendEvents(tx, [
    { type: isPublic ? 'MessageQueued' : 'NoteAdded', ticketId: ticket.id, payload: { messageId: id, seq: place.seq, authorKind: message.author.kind } },
    ...(status !== ticket.status ? [{ type: 'TicketChanged' as const, ticketId: ticket.id, payload: { status } }] : []),
  ]);
  hints.changed(tx, { ...ticket, changeSeq: place.changeSeq, lastSeq: place.seq }, { visitors: isPublic });
  return { id, seq: place.seq };
}
