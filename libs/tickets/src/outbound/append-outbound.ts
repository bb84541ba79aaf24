import { adapterOf } from '#libs/channels';
import { type NewDispatch, dispatchRows, insertDispatches, laneOf } from '#libs/dispatch';
import {
  type Actor,
  type Tx,
  defer,
  eventRows,
  insertEvents,
  newEvent,
  newId,
  searchVector,
  wakeRelays,
} from '#libs/platform';
import { MessageQueued, NoteAdded, TicketChanged } from '../core/events.js';
import type { LockedTicket } from '../core/find-visible-ticket.js';
import { changedFields } from '../core/changed-fields.js';
import { type Standing, nextStanding } from '../core/standing.js';
import { takePlaceOfOutbound } from '../core/ticket.queries.js';
import { snippetOf } from '../core/snippet.js';
import type { TicketHints } from '../core/ticket-hints.js';

export interface Outbound {
  /** The message's id, when the caller needs it beforehand. */
  id?: string;
  text: string;
  visibility: 'public' | 'internal';
  author: { kind: 'agent' | 'assistant' | 'system'; id: string | null; name: string | null };
  automatic?: { kind: string; title: string };
  /** Status that the answer sets; without one it stays. */
  status?: 'pending' | 'resolved';
  sendAfterSeconds?: number;
  locale?: string | null;
}

/**
 * Writes everything that an answer changes in one statement. The ticket's row is locked, so its next seqs are known.
 * History keeps what an undo restores.
 */
const append = `
  with ticket as (${takePlaceOfOutbound}), message as (
    insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type, identity_kind, identity_value, text, automatic,
      delivery_status, sent_at, locale, search)
    values ($9, $1, $2, $3, 'outbound', $10, $11, $12, $13, $14, $15, $25, $26, $16, $17, $18, case when $18 = 'sent' then now() end, $19, $20::tsvector)
  ), queued as (${insertDispatches(21)}
  ), moved as (
    insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
    select $22, $1, $3, 'status', $11, $12, $23::jsonb where $23::jsonb is not null
  ), dropped as (
    delete from drafts where ticket_id = $1 and agent_id = $12 and visibility = $10
  ) ${insertEvents(24)}`;

/** Appends an answer or a note to a ticket that the caller has locked, and queues an answer for delivery. */
export function appendOutbound(
  tx: Tx,
  hints: TicketHints,
  ticket: LockedTicket,
  message: Outbound,
): { id: string; seq: number } {
  const { id = newId(), text, visibility, author } = message;
  const actor = { kind: author.kind, id: author.id };
  const isPublic = visibility === 'public';
  const next = message.status ? (answered(ticket, message.status) as Standing) : ticket;
  const moves = next.status !== ticket.status;
  const deliveryStatus = deliveryStatusOf(ticket, message);
  const place = { seq: ticket.lastSeq + 1, changeSeq: ticket.changeSeq + 1 };
  defer(tx, append, [
    ticket.id,
    place.seq,
    place.changeSeq,
    snippetOf(text),
    next.status,
    next.snoozedUntil,
    next.resolvedAt,
    next.closedAt,
    id,
    visibility,
    author.kind,
    author.id,
    author.name,
    ticket.channelId,
    ticket.channelType,
    text,
    message.automatic ?? null,
    deliveryStatus,
    message.locale ?? null,
    searchVector(text),
    dispatchRows(deliveryStatus === 'queued' ? [dispatchOf(ticket, message, { id, place: place.seq })] : []),
    newId(),
    moves ? JSON.stringify(historyOf(ticket, next, id)) : null,
    eventRows([
      newEvent(isPublic ? MessageQueued : NoteAdded, {
        ticketId: ticket.id,
        actor,
        messageId: id,
        channelId: ticket.channelId,
        authorKind: author.kind,
      }),
      ...(moves ? [movedBy(actor, ticket, next)] : []),
    ]),
    isPublic ? ticket.recipientKind : null,
    isPublic ? ticket.recipientValue : null,
  ]);
  wakeRelays(tx);
  const hinted = { ...ticket, changeSeq: place.changeSeq, lastSeq: place.seq };
  const opened = place.seq === 1 ? (['opened'] as const) : [];
  hints.changed(tx, hinted, [...opened, 'message', ...(moves ? (['status'] as const) : [])], { visitors: isPublic });
  return { id, seq: place.seq };
}

const movedBy = (actor: Actor, ticket: LockedTicket, next: Standing) =>
  newEvent(TicketChanged, { ticketId: ticket.id, actor, changed: changedFields(ticket, { ...ticket, ...next }) });

const answered = (ticket: LockedTicket, status: 'pending' | 'resolved') =>
  nextStanding(ticket, { kind: 'answered', status }, ticket.now);

/** What an undo of the answer restores. */
const historyOf = ({ status, snoozedUntil, resolvedAt }: Standing, next: Standing, messageId: string) => ({
  from: status,
  to: next.status,
  messageId,
  ...(snoozedUntil && { snoozedUntil }),
  ...(resolvedAt && { resolvedAt }),
});

function dispatchOf(
  { id: ticketId, channelId, recipientKind: kind, recipientValue: value }: LockedTicket,
  { sendAfterSeconds: afterSeconds }: Outbound,
  { id, place }: { id: string; place: number },
): NewDispatch {
  const recipient = { kind, value };
  const lane = laneOf(ticketId, recipient);
  return { id, owner: 'message', ownerId: id, ticketId, lane, place, channelId, recipient, afterSeconds };
}

/** A channel without a provider (the widget) cannot fail: a stored message counts as sent. */
function deliveryStatusOf(ticket: LockedTicket, { visibility, sendAfterSeconds }: Outbound): 'sent' | 'queued' | null {
  if (visibility === 'internal') return null;
  return adapterOf(ticket.channelType)?.send || sendAfterSeconds ? 'queued' : 'sent';
}
