import { adapters, channelRows } from '#libs/channels';
import { contactRows, identityRows } from '#libs/contacts';

/** Kinds of channels whose tickets get one automatic answer of each kind; elsewhere a ticket gets one. */
const chats = adapters.filter(({ capabilities }) => capabilities.joins === 'contact').map(({ type }) => `'${type}'`);

/**
 * Those of some messages that are questions which may be answered at once. Only among the customer's first messages,
 * before any person has answered, while it is fresh, and where RFC 3834 and related headers allow it. A message of a
 * participant who is not the contact is never answered. A subject is new only with the message that opened the ticket.
 * The stored language of a contact counts only where the sender is proven: the answer would tell it. Parameters:
 * messages, flags that no question has, longest text in characters.
 */
export const questionsToAnswer = `
  with message as materialized (
    select id, ticket_id, text, flags, from_address, channel_id, author_id, locale, created_at from messages m
    where m.id = any($1::uuid[]) and m.direction = 'inbound' and m.may_auto_reply and m.deleted_at is null and not m.flags && $2::text[]
      and m.created_at > now() - interval '10 minutes' and m.text <> '' and length(m.text) <= $3
  ), question as materialized (
    select m.id as "messageId", m.text, m.flags, m.from_address as "fromAddress", t.id as "ticketId",
      case when not exists (select from messages e where e.ticket_id = t.id and e.created_at < m.created_at) then t.subject end as subject, t.store_id as "storeId", t.channel_id as "channelId", t.channel_type as "channelType",
      t.contact_id as "contactId", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue", array[m.locale, t.locale, case when not 'unauthenticated' = any(m.flags) then c.locale end] as locales
    from message m join tickets t on t.id = m.ticket_id and t.channel_id = m.channel_id and t.contact_id = m.author_id and (t.auto_answered_at is null or t.channel_type in (${chats.join()})) and t.status <> 'closed'
      join ${contactRows} c on c.id = t.contact_id
      join ${channelRows} h on h.id = t.channel_id and h.active
  )
  select q.*,
    (select i.verified from ${identityRows} i where i.kind = q."recipientKind" and i.value = q."recipientValue" and i.contact_id = q."contactId") as "recipientVerified"
  from question q
  where not exists (select from messages a where a.ticket_id = q."ticketId" and a.direction = 'outbound' and a.visibility = 'public' and a.author_kind = 'agent')
    and (q."channelType" in (${chats.join()}) or (select count(*) from messages e where e.ticket_id = q."ticketId" and e.direction = 'inbound') <= 3)`;

/** A mail's sender may be an autoresponder, or forged: send at most one automatic answer a day, over all threads. */
export const claimSender = `
  insert into auto_answer_senders (address) values ($1)
  on conflict (workspace_id, address) do update set answered_at = now() where auto_answer_senders.answered_at < now() - interval '24 hours'
  returning 1`;
