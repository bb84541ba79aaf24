import { type OutboundTemplate, adapterOf } from '#libs/channels';
import { type NewDispatch, dispatchRows, laneOf } from '#libs/dispatch';
import { type Actor, type Tx, defer, eventRows, newEvent, newId, searchVector, wakeRelays } from '#libs/platform';
import { MessageQueued, NoteAdded, TicketChanged } from '../core/events.js';
import type { LockedTicket } from '../core/find-visible-ticket.js';
import { changedFields } from '../core/changed-fields.js';
import { type Standing, nextStanding } from '../core/standing.js';
import { snippetOf } from '../core/ticket-text.js';
import type { TicketHints } from '../core/ticket-hints.js';
import { appendWith } from './outbound.queries.js';

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
  /** It has been sent already, in the provider's own app. */
  isSent?: boolean;
  locale?: string | null;
  /** What is sent in place of the text, which is what its reader sees. */
  template?: OutboundTemplate;
}

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
  const isQueued = deliveryStatus === 'queued';
  const place = { seq: ticket.lastSeq + 1, changeSeq: ticket.changeSeq + 1 };
  defer(tx, appendWith(isQueued), [
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
    isPublic ? recipientOf(ticket).value : null,
    message.template ? JSON.stringify(message.template) : null,
    ...(isQueued ? [dispatchRows([dispatchOf(ticket, message, { id, place: place.seq })])] : []),
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

/** Whom an answer reaches: the contact, or whom their mail names for answers. */
const recipientOf = ({ recipientKind: kind, recipientValue, replyTo }: LockedTicket) => ({
  kind,
  value: replyTo ?? recipientValue,
});

function dispatchOf(
  ticket: LockedTicket,
  { sendAfterSeconds: afterSeconds }: Outbound,
  { id, place }: { id: string; place: number },
): NewDispatch {
  const { id: ticketId, channelId } = ticket;
  const recipient = recipientOf(ticket);
  const lane = laneOf(ticketId, recipient);
  return { id, owner: 'message', ownerId: id, ticketId, lane, place, channelId, recipient, afterSeconds };
}

/** A channel without a provider (the widget) cannot fail: a stored message counts as sent. */
function deliveryStatusOf(
  ticket: LockedTicket,
  { visibility, sendAfterSeconds, isSent }: Outbound,
): 'sent' | 'queued' | null {
  if (visibility === 'internal') return null;
  if (isSent) return 'sent';
  return adapterOf(ticket.channelType)?.send || sendAfterSeconds ? 'queued' : 'sent';
}
