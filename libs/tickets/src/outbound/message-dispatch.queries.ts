import { contactRows } from '#libs/contacts';
import { agentRows } from '#libs/identity';

/** A message to be sent, with the ticket and the contact that it is for. */
export const messageToSend = `
  select m.seq, m.text, m.author_kind as "authorKind", coalesce(m.locale, t.locale) as locale, coalesce(a.name, m.author_name) as "authorName",
    t.id as "ticketId", t.subject, t.reply_token as "replyToken", t.last_inbound_at as "lastInboundAt", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue", c.name
  from messages m
    join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id
    join ${contactRows} c on c.workspace_id = t.workspace_id and c.id = t.contact_id
    left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
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
