import type { InboundMessage, ReadyChannel } from '#libs/channels';
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
import { changedStanding } from '../core/changed-fields.js';
import { MessageReceived, TicketChanged, TicketCreated } from '../core/events.js';
import type { StoredRaw } from '../files/store-files.js';
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
  /** Whether bytes of its files are still at the provider. */
  hasFilesToFetch: boolean;
}

/** The message, the ticket's first entry of history where it begins one, a doubt about its sender, and the events for everything that follows. */
const insert = `
  with message as (
  insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type,
    external_id, mail_id, text, quoted, html, has_remote_images, from_address, locale, flags, may_auto_reply, raw_key, sent_at, search, has_raw, identity_kind, identity_value)
  values ($1, $2, $3, $4, 'inbound', 'public', 'contact', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21::tsvector, $19::text is not null or $25::bytea is not null, $27, $28)
  ), kept as (
    insert into raw_messages (message_id, bytes) select $1, $25 where $25::bytea is not null
  ), doubted as (
    insert into mail_checks (message_id) select $1 where $15::text is not null and 'unauthenticated' = any($17::text[]) and ($19::text is not null or $25::bytea is not null)
  ), begun as (
    insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
    select $22, $2, 1, 'created', 'contact', $23, jsonb_build_object('channelType', $8::text) where $24
  ) ${insertEvents(26)}`;

/** Stores the message at its place. */
export function insertInboundMessage(
  tx: Tx,
  { id, ticketId, channel, inbound, contactId, ticket, raw, isStranger, hasFilesToFetch }: NewInbound,
) {
  const place = { seq: ticket?.lastSeq ?? 1, changeSeq: ticket?.changeSeq ?? 1 };
  const { sender } = inbound;
  const flags = isStranger ? [...inbound.flags, 'not-a-participant'] : inbound.flags;
  const actor: Actor = { kind: 'contact', id: isStranger ? null : contactId };
  defer(tx, insert, [
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
    sender.kind === 'visitor' ? null : sender.value,
    inbound.locale ?? null,
    flags,
    inbound.mayAutoReply,
    raw.key,
    inbound.sentAt ?? null,
    searchVector(inbound.text),
    newId(),
    contactId,
    !ticket,
    raw.bytes,
    eventRows([
      ...(ticket ? [] : [newEvent(TicketCreated, { ticketId, actor })]),
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
  ]);
  wakeRelays(tx);
  return place;
}

const reopened = (ticket: JoinedTicket, actor: Actor) => {
  const changed = changedStanding(ticket, { status: 'open', snoozedUntil: null });
  return newEvent(TicketChanged, { ticketId: ticket.id, actor, changed });
};
