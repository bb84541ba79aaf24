import { contactRows, holderRows, identityRows } from '#libs/contacts';
import { insertDispatches } from '#libs/dispatch';
import { agentRows } from '#libs/identity';
import { insertEvents } from '#libs/platform';
import { storeRows } from '#libs/stores';
import { takePlaceOfOutbound } from '../core/ticket.queries.js';

/**
 * Everything that an answer changes, in one statement. The ticket's row is locked, so its next seqs are known. History
 * keeps what an undo restores. The draft stays where a template is sent, which is not made of it.
 */
const append = (queued: string) => `
  with ticket as (${takePlaceOfOutbound}), message as (
    insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id, channel_type, identity_kind, identity_value, text, automatic,
      delivery_status, sent_at, locale, search, template)
    values ($9, $1, $2, $3, 'outbound', $10, $11, $12, $13, $14, $15, $24, $25, $16, $17, $18, case when $18 = 'sent' then now() end, $19, $20::tsvector, $26::jsonb)
  ), ${queued}moved as (
    insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
    select $21, $1, $3, 'status', $11, $12, $22::jsonb where $22::jsonb is not null
  ), dropped as (
    delete from drafts where ticket_id = $1 and agent_id = $12 and visibility = $10 and $26::jsonb is null
  ) ${insertEvents(23)}`;

const appendOnly = append('');
const appendAndQueue = append(`queued as (${insertDispatches(27)}), `);

/**
 * The statement of an answer that is queued for delivery, or of what is not: a note need not open the table of
 * dispatches and its indexes.
 */
export const appendWith = (dispatches: boolean): string => (dispatches ? appendAndQueue : appendOnly);

/**
 * A message to be sent, with the ticket and the contact that it is for, and whether the ticket's address belongs to
 * another contact by now, or was given up: the next holder of a number must not receive what is for the one before.
 */
export const messageToSend = `
  select m.seq, m.text, m.template, m.author_kind as "authorKind", coalesce(m.locale, t.locale) as locale, coalesce(a.name, m.author_name) as "authorName",
    t.id as "ticketId", t.subject, s.name as "storeName", t.reply_token as "replyToken", t.last_inbound_at as "lastInboundAt", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue", c.name,
    exists (select from ${identityRows} i where i.workspace_id = t.workspace_id and i.kind = t.recipient_kind and i.value = t.recipient_value and i.contact_id <> t.contact_id)
      or exists (select from ${holderRows} h where h.workspace_id = t.workspace_id and h.contact_id = t.contact_id and h.kind = t.recipient_kind and h.value = t.recipient_value and h.until is not null) as "isAnothers"
  from messages m
    join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id
    join ${contactRows} c on c.workspace_id = t.workspace_id and c.id = t.contact_id
    left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
    left join ${storeRows} s on s.workspace_id = t.workspace_id and s.id = t.store_id
  where m.id = $1 and m.deleted_at is null`;

/** The thread's Message-IDs, the newest hundred, oldest first. */
export const mailIds = `
  select "mailId", direction from (
    select mail_id as "mailId", direction, seq from messages where ticket_id = $1 and seq < $2 and mail_id is not null and visibility = 'public' order by seq desc limit 100) m
  order by seq`;

/**
 * Copies the state of a delivery to the message, for agents and exports. A mail's Message-ID is stored too, for the
 * thread.
 */
export const showDelivery = `
  update messages set delivery_status = $2, delivery_error = $3, mail_id = coalesce($4, mail_id),
    sent_at = case when $2 in ('sent', 'delivered', 'read') then coalesce(sent_at, now()) else sent_at end, change_seq = $5
  where id = $1`;

/** Finds what an earlier version sent, by the provider's id or ours. To be dropped after one release. */
export const messageOfBefore = `
  select id, id as "ownerId", ticket_id as "ticketId", channel_id as "channelId", external_id as "externalId", mail_id as "mailId", delivery_status as status
  from messages where channel_id = $1 and (external_id = $2 or mail_id = $2) and direction = 'outbound' and delivery_status is not null
  union all select id, id, ticket_id, channel_id, external_id, mail_id, delivery_status
  from messages where id = $3 and channel_id = $1 and direction = 'outbound' and delivery_status is not null limit 1`;

/** Stores the Message-ID ($2) of a message ($1). */
export const writeMailId = 'update messages set mail_id = $2 where id = $1';
