import { contactRows } from '#libs/contacts';
import { dispatchStatus } from '#libs/dispatch';
import { agentRows } from '#libs/identity';
import { writtenByContact } from './known-contact.queries.js';

const shown = `
  select m.id, m.ticket_id as "ticketId", m.seq, m.change_seq as "changeSeq", m.direction, m.visibility,
    m.author_kind as "authorKind", m.author_id as "authorId", coalesce(a.name, m.author_name) as "authorName", c.name as "contactName",
    m.channel_type as "channelType", m.text, m.quoted, m.html, m.has_remote_images as "hasRemoteImages",
    case when m.delivery_status = 'queued' then coalesce(${dispatchStatus('m.workspace_id', 'm.id')}, 'queued') else m.delivery_status end as "deliveryStatus",
    m.delivery_error as "deliveryError", m.automatic, m.flags, m.about, case when m.template is not null and m.deleted_at is null then jsonb_build_object('name', m.template->'name', 'language', m.template->'language') end as template,
    (select jsonb_build_object('id', q.id, 'text', left(q.text, 1000), 'author', coalesce(q.author_name, qc.name))
      from messages q left join ${contactRows} qc on q.author_kind = 'contact' and qc.workspace_id = q.workspace_id and qc.id = q.author_id
      where m.about is not null and q.workspace_id = m.workspace_id and q.id = (m.about->'quoted'->>'messageId')::uuid and q.ticket_id = m.ticket_id and q.deleted_at is null) as "quotedMessage",
    m.from_address as "from", m.reply_to as "replyTo", m.mailboxes, m.locale, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt",
    (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'size', f.size, 'inline', f.inline, 'contentId', f.content_id, 'state', f.state, 'isHeld', f.media_ref is not null) order by f.position)
      from attachments f where f.workspace_id = m.workspace_id and f.message_id = m.id and m.deleted_at is null) as files
  from messages m
    left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
    left join ${contactRows} c on m.author_kind = 'contact' and c.workspace_id = m.workspace_id and c.id = m.author_id`;

/** Messages as agents see them. `condition` and `order` are SQL on a row `m`; a limit may follow the order. */
export const messagesWhere = (condition: string, order: string): string =>
  `${shown} where ${condition} order by ${order}`;

/** A message ($1) as agents see it. */
export const messageById = `${shown} where m.id = $1`;

/** The text of a ticket's ($1) newest message that is not deleted. */
export const newestText = `
  select text from messages where ticket_id = $1 and deleted_at is null order by seq desc limit 1`;

/** Marks our messages of a ticket ($1) on a channel ($4) as read by the contact up to a seq ($2), as its change $3. */
export const markReadUpTo = `
  update messages set delivery_status = 'read', change_seq = $3
  where ticket_id = $1 and seq <= $2 and direction = 'outbound' and visibility = 'public' and channel_id = $4
    and delivery_status in ('sent', 'delivered')
  returning id, old.delivery_status as "from"`;

/** Marks the sender of a message ($1) as verified, as the ticket's change $2. */
export const clearDoubt = `
  update messages set flags = array_remove(flags, 'unauthenticated'), change_seq = $2 where id = $1`;

const entry = 'id, ticket_id, change_seq, type, actor_kind, actor_id, data';

/** Adds an entry to a ticket's history; its parameters are the columns in their order. */
export const insertEntry = `insert into ticket_events (${entry}) values ($1, $2, $3, $4, $5, $6, $7)`;

/** The subject and the last messages of a contact on a ticket ($1), as they wrote them. */
export const contactTexts = `
  (select left(m.text, 20000) as text from messages m join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id
   where m.ticket_id = $1 and ${writtenByContact('m', 't')} and m.deleted_at is null order by m.seq desc limit 30)
  union all
  select t.subject from tickets t where t.id = $1
    and exists (select from messages m where m.ticket_id = t.id and m.seq = 1 and m.direction = 'inbound')
    and not exists (select from ticket_events e where e.ticket_id = t.id and e.type = 'subject')`;

/** Adds many entries at once. Parameter: an array of them, as JSON. */
export const insertEntries = `
  insert into ticket_events (${entry})
  select id, "ticketId", "changeSeq", type, "actorKind", "actorId", data
  from jsonb_to_recordset($1::jsonb) as e (id uuid, "ticketId" uuid, "changeSeq" int, type text, "actorKind" text, "actorId" uuid, data jsonb)`;

const neverCame = (message: string) =>
  `(${message}.deleted_at is not null or ${message}.delivery_status is not distinct from 'failed')`;

/**
 * The standing before an answer that was taken back or never reached the contact, when that answer was the last to
 * change the status. Another answer that was delivered keeps the status as it is. Parameters: ticket, its status.
 */
export const standingBeforeAnswer = `
  with last as (
    select data from ticket_events where ticket_id = $1 and type = 'status' order by change_seq desc, id desc limit 1
  )
  select last.data->>'from' as status, (last.data->>'snoozedUntil')::timestamptz as "snoozedUntil", (last.data->>'resolvedAt')::timestamptz as "resolvedAt"
  from last, messages m
  where last.data->>'to' = $2 and m.ticket_id = $1 and m.id = (last.data->>'messageId')::uuid and ${neverCame('m')}
    and not exists (
      select from messages later where later.ticket_id = $1 and later.seq > m.seq and later.direction = 'outbound' and later.visibility = 'public'
        and later.author_kind = 'agent' and not ${neverCame('later')})`;
