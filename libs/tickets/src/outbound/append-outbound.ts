import { adapterOf } from '#libs/channels';
import { type Tx, defer, eventRows, insertEvents, newId, wakeRelays } from '#libs/platform';
import type { LockedTicket } from '../core/find-visible-ticket.js';
import { searchVector } from '../core/search-words.js';
import { snippetOf } from '../core/snippet.js';
import type { TicketHints } from '../core/ticket-hints.js';

export interface Outbound {
  /** Made by the caller when it must be known before. */
  id?: string;
  text: string;
  visibility: 'public' | 'internal';
  author: { kind: 'agent' | 'assistant' | 'system'; id: string | null; name: string | null };
  automatic?: { kind: string; title: string };
  /** Status that the ticket takes with it; without one it stays. */
  status?: 'pending' | 'resolved';
  sendAfterSeconds?: number;
  locale?: string | null;
}

/** Everything that an answer changes, in one statement; the ticket's row is locked, so its next places are known. History keeps what an undo puts back. */
const append = `
  with ticket as (
    update tickets set last_seq = $2, change_seq = $3, snippet = $4, last_message_at = now(), status = $5,
      resolved_at = case when $5 = 'resolved' then case when status = 'resolved' then resolved_at else now() end end, snoozed_until = case when $5 = 'snoozed' then snoozed_until end
    where id = $1
  ), message as (
    insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type, text, automatic,
      delivery_status, delivery_attempt, deliver_after, sent_at, locale, search)
    values ($6, $1, $2, $3, 'outbound', $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, now() + make_interval(secs => $16), case when $15 = 'sent' then now() end, $17, $18::tsvector)
  ), moved as (
    insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
    select $19, $1, $3, 'status', $8, $9, jsonb_strip_nulls(jsonb_build_object('from', status, 'to', $5::text, 'messageId', $6::uuid, 'snoozedUntil', snoozed_until, 'resolvedAt', resolved_at))
    from tickets where id = $1 and $20::text <> $5::text
  ), dropped as (
    delete from drafts where ticket_id = $1 and agent_id = $9 and visibility = $7
  ) ${insertEvents(21)}`;

/** Puts an answer or a note on a ticket that the caller has locked. What goes to the customer is queued for delivery. */
export function appendOutbound(
  tx: Tx,
  hints: TicketHints,
  ticket: LockedTicket,
  message: Outbound,
): { id: string; seq: number } {
  const { id = newId(), text, visibility, author } = message;
  const isPublic = visibility === 'public';
  const status = message.status && ticket.status !== 'closed' ? message.status : ticket.status;
  const place = { seq: ticket.lastSeq + 1, changeSeq: ticket.changeSeq + 1 };
  defer(tx, append, [
    ticket.id,
    place.seq,
    place.changeSeq,
    snippetOf(text),
    status,
    id,
    visibility,
    author.kind,
    author.id,
    author.name,
    ticket.channelId,
    ticket.channelType,
    text,
    message.automatic ?? null,
    deliveryStatusOf(ticket, message),
    message.sendAfterSeconds ?? 0,
    message.locale ?? null,
    searchVector(text),
    newId(),
    ticket.status,
    eventRows([
      {
        type: isPublic ? 'MessageQueued' : 'NoteAdded',
        ticketId: ticket.id,
        payload: { messageId: id, seq: place.seq, authorKind: author.kind },
      },
      ...(status !== ticket.status
        ? [{ type: 'TicketChanged' as const, ticketId: ticket.id, payload: { status } }]
        : []),
    ]),
  ]);
  wakeRelays(tx);
  hints.changed(tx, { ...ticket, changeSeq: place.changeSeq, lastSeq: place.seq }, { visitors: isPublic });
  return { id, seq: place.seq };
}

/** A channel without a provider (the widget) has no way to fail: stored is sent. */
function deliveryStatusOf(ticket: LockedTicket, { visibility, sendAfterSeconds }: Outbound): 'sent' | 'queued' | null {
  if (visibility === 'internal') return null;
  return adapterOf(ticket.channelType)?.send || sendAfterSeconds ? 'queued' : 'sent';
}
