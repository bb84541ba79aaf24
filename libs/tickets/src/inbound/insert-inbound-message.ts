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
  /** A statement that is run with the insert; `$1` is the message's id. */
  alongside: string | undefined;
}

/** Inserts the message, the history entry of a new ticket, the caller's own rows, and the events, in one statement. */
const insert = (alongside = '') => `
  with message as (
  insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type,
    external_id, mail_id, text, quoted, html, has_remote_images, from_address, locale, flags, may_auto_reply, raw_key, sent_at, search, has_raw, identity_kind, identity_value)
  values ($1, $2, $3, $4, 'inbound', 'public', 'contact', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21::tsvector, $19::text is not null or $25::bytea is not null, $27, $28)
  ), kept as (
    insert into raw_messages (message_id, bytes) select $1, $25 where $25::bytea is not null
  )${alongside && `, alongside as (${alongside})`}, begun as (
    insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
    select $22, $2, 1, 'created', 'contact', $23, jsonb_build_object('channelType', $8::text) where $24
  ) ${insertEvents(26)}`;

const texts = new Map<string | undefined, string>();

/** The statement, built once for each combination of the rows that are inserted with it. */
function insertWith(alongside: string | undefined): string {
  const text = texts.get(alongside) ?? insert(alongside);
  texts.set(alongside, text);
  return text;
}

/** Inserts the message at its seq. */
export function insertInboundMessage(
  tx: Tx,
  { id, ticketId, channel, inbound, contactId, ticket, raw, isStranger, hasFilesToFetch, alongside }: NewInbound,
) {
  const place = { seq: ticket?.lastSeq ?? 1, changeSeq: ticket?.changeSeq ?? 1 };
  const { sender } = inbound;
  const flags = isStranger ? [...inbound.flags, 'not-a-participant'] : inbound.flags;
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
