import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { type Actor, type Tx, defer, eventRows, newEvent, newId, wakeRelays } from '#libs/platform';
import { anotherPerson } from '../core/another-person.js';
import { messageVector } from '../core/ticket-text.js';
import { asksForNothing } from '../core/asks-for-nothing.js';
import { changedStanding } from '../core/changed-fields.js';
import { MessageReceived, TicketChanged, TicketCreated } from '../core/events.js';
import type { StoredRaw } from '../files/store-files.js';
import type { StoredReference } from '../core/message-reference.js';
import { insertWith } from './received-message.queries.js';
import type { JoinedTicket } from './rejoin-ticket.js';

interface NewInbound {
  id: string;
  ticketId: string;
  channel: ReadyChannel;
  inbound: InboundMessage;
  contactId: string;
  ticket: JoinedTicket | null;
  raw: StoredRaw;
  isStranger: boolean;
  /** See FoundTicket. */
  isOwnerOfClaim: boolean;
  /** Whether bytes of its files are still at the provider. */
  hasFilesToFetch: boolean;
  about: StoredReference | null;
  /** A statement that is run with the insert; `$1` is the message's id. */
  alongside: string | undefined;
}

/** Inserts the message at its seq. */
export function insertInboundMessage(
  tx: Tx,
  {
    id,
    ticketId,
    channel,
    inbound,
    contactId,
    ticket,
    raw,
    isStranger,
    isOwnerOfClaim,
    hasFilesToFetch,
    about,
    alongside,
  }: NewInbound,
) {
  const place = { seq: ticket?.lastSeq ?? 1, changeSeq: ticket?.changeSeq ?? 1 };
  const { sender } = inbound;
  const flags = [
    ...inbound.flags,
    ...(isStranger ? ['not-a-participant'] : []),
    ...(isOwnerOfClaim ? [anotherPerson] : []),
  ];
  const actor: Actor = { kind: 'contact', id: isStranger ? null : contactId };
  defer(tx, insertWith(alongside), [
    id,
    ticketId,
    place.seq,
    place.changeSeq,
    isStranger ? null : contactId,
    sender.name ?? null,
    channel.id,
    channel.type,
    inbound.externalId,
    inbound.thread?.ownId ?? null,
    inbound.text,
    inbound.quoted ?? null,
    inbound.html ?? null,
    inbound.hasRemoteImages ?? false,
    sender.kind === 'visitor' ? null : (inbound.from ?? sender.value),
    inbound.locale ?? null,
    flags,
    inbound.mayAutoReply,
    raw.key,
    inbound.sentAt ?? null,
    messageVector({ ...inbound, seq: place.seq, authorName: sender.name ?? null, address: sender }),
    newId(),
    contactId,
    !ticket,
    raw.bytes,
    eventRows([
      ...(ticket
        ? []
        : [newEvent(TicketCreated, { ticketId, actor, ...(asksForNothing(inbound) && { automatic: true }) })]),
      ...(ticket?.reopened ? [reopened(ticket, actor)] : []),
      newEvent(MessageReceived, {
        ticketId,
        actor,
        messageId: id,
        channelId: channel.id,
        seq: place.seq,
        hasFilesToFetch,
      }),
    ]),
    sender.kind,
    sender.value,
    inbound.replyTo?.address ?? null,
    mailboxesOf(inbound),
    about && JSON.stringify(about),
  ]);
  wakeRelays(tx);
  return place;
}

const mailboxesOf = ({ to, cc }: InboundMessage) => (to || cc ? { ...(to && { to }), ...(cc && { cc }) } : null);

const reopened = (ticket: JoinedTicket, actor: Actor) => {
  const changed = changedStanding(ticket, { status: 'open', snoozedUntil: null });
  return newEvent(TicketChanged, { ticketId: ticket.id, actor, changed });
};
