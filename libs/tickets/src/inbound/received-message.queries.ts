import { messageOfExternalId, unconfirmedMessages } from '#libs/dispatch';
import { insertEvents } from '#libs/platform';

/**
 * Takes the lock on a delivery's unique key until the commit; returns no row when the delivery is stored already.
 * Parameters: channel, the provider's id, message.
 */
export const claimDelivery =
  'insert into received_deliveries (channel_id, external_id, message_id) values ($1, $2, $3) on conflict do nothing returning 1';

/** Parameters: channel, the provider's id. */
export const placeOfDelivery = `
  select m.id as "messageId", m.ticket_id as "ticketId" from received_deliveries r join messages m on m.workspace_id = r.workspace_id and m.id = r.message_id
  where r.channel_id = $1 and r.external_id = $2`;

/** Parameters: channel, the provider's id. */
export const releaseDelivery = 'delete from received_deliveries where channel_id = $1 and external_id = $2';

/** Inserts the message, the history entry of a new ticket, the caller's own rows, and the events, in one statement. */
const insert = (alongside = '') => `
  with message as (
  insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type,
    external_id, mail_id, text, quoted, html, has_remote_images, from_address, locale, flags, may_auto_reply, raw_key, sent_at, search, has_raw, identity_kind, identity_value, reply_to, mailboxes, about)
  values ($1, $2, $3, $4, 'inbound', 'public', 'contact', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21::tsvector, $19::text is not null or $25::bytea is not null, $27, $28, $29, $30, $31::jsonb)
  ), kept as (
    insert into raw_messages (message_id, bytes) select $1, $25 where $25::bytea is not null
  )${alongside && `, alongside as (${alongside})`}, begun as (
    insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
    select $22, $2, 1, 'created', 'contact', $23, jsonb_build_object('channelType', $8::text) where $24
  ) ${insertEvents(26)}`;

const texts = new Map<string | undefined, string>();

/** The statement that inserts a message, built once for each combination of the rows that are inserted with it. */
export function insertWith(alongside: string | undefined): string {
  const text = texts.get(alongside) ?? insert(alongside);
  texts.set(alongside, text);
  return text;
}

/** Parameters: channel, the provider's id, whose message it is. */
export const originalOfEdit = `
  select id, ticket_id as "ticketId" from messages where channel_id = $1 and external_id = $2 and direction = $3`;

/** Parameter: message. */
export const textBefore =
  'select text, author_kind as "authorKind", author_id as "authorId" from messages where id = $1';

/** Deletes what a contact wrote; the row stays. Returns no row when it was taken back before. Parameter: message. */
export const takeBack = `
  update messages set text = '', html = null, quoted = null, search = null, deleted_at = now()
  where id = $1 and deleted_at is null returning text`;

/**
 * Returns no row when the message was taken back, or its author has changed it later than this. Parameters: message,
 * text, words, when it was changed or null.
 */
export const rewrite = `
  update messages set text = $2, html = null, search = $3::tsvector, edited_at = now(), author_edited_at = coalesce($4, author_edited_at)
  where id = $1 and deleted_at is null and coalesce(author_edited_at <= $4, true) returning text`;

/** Stores what only the provider's app knows of an answer ($1): its id, its time, its flags, what it refers to. */
export const noteEcho = `
  update messages set external_id = $2, sent_at = coalesce($3, sent_at), flags = $4, about = $5::jsonb where id = $1`;

/** Puts a message ($3) into a slot ($2) of a channel ($1), and returns the one that was there. */
export const takeSlot = `
  insert into received_deliveries (channel_id, external_id, message_id) values ($1, $2, $3)
  on conflict (workspace_id, channel_id, external_id) do update set message_id = excluded.message_id, received_at = now()
  returning old.message_id as "before"`;

/** Parameters: channel, slot. */
export const messageInSlot = `
  select m.id, m.ticket_id as "ticketId", m.sent_at as "sentAt" from received_deliveries r join messages m on m.workspace_id = r.workspace_id and m.id = r.message_id
  where r.channel_id = $1 and r.external_id = $2`;

/** A message ($1) with its ticket and time. */
export const placeOfMessage = `select id, ticket_id as "ticketId", sent_at as "sentAt" from messages where id = $1`;

/** The message that a provider knows by an id ($2) on a channel ($1), ours or the contact's. */
export const messageByProviderId = `
  select m.id, m.ticket_id as "ticketId", t.contact_id as "contactId", m.text, m.deleted_at is not null as "isDeleted"
  from (
    select workspace_id, id from messages where channel_id = $1 and external_id = $2
    union all ${messageOfExternalId(1, 2)}) found (workspace_id, id)
  join messages m on m.workspace_id = found.workspace_id and m.id = found.id and m.visibility = 'public'
  join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id limit 1`;

/**
 * The dispatch of the oldest answer without files in these words ($5) on tickets ($1) to an address ($3, $4) on a
 * channel ($2) of which it is not known whether it was sent, and that was tried at about the moment $6, or now. Another
 * time the same words are another message.
 */
export const unconfirmedAnswer = `
  select d.id from (${unconfirmedMessages(1, 2, 3, 4)}) d join messages m on m.workspace_id = d.workspace_id and m.id = d.owner_id
  where btrim(m.text) = btrim($5) and d.tried_at between coalesce($6::timestamptz, now()) - interval '10 minutes' and coalesce($6::timestamptz, now()) + interval '10 minutes' and not exists (select from attachments a where a.workspace_id = m.workspace_id and a.message_id = m.id)
  order by d.tried_at limit 1`;

/** Marks a message ($1) as changed by the ticket's change $2. */
export const markChanged = 'update messages set change_seq = $2 where id = $1';

/**
 * Whether mails of a sender ($1) have asked for answers to another address than this ($2) before. Two addresses are
 * enough to say so of every later one.
 */
export const noteReplyTo = `
  with known as (
    select reply_to from sender_reply_tos where address = $1
  ), added as (
    insert into sender_reply_tos (address, reply_to) select $1, $2 where (select count(*) from known) < 2 on conflict do nothing
  )
  select exists (select from known where reply_to <> $2) as "writesForSeveral"`;
