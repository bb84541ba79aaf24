import { channelRows } from '#libs/channels';
import { claimRows, identityRows } from '#libs/contacts';
import { agentRows } from '#libs/identity';
import { anotherPerson, messageRows, ticketRows } from '#libs/tickets';
import { dispatchDueAt } from '#libs/dispatch';

/**
 * Schedules the mail of an answer. Only agents' answers: with an assistant's, a person could have mail sent to an
 * address of another.
 */
export const note = `
  insert into unread_answers (message_id, ticket_id, seq, due_at)
  select m.id, m.ticket_id, m.seq, greatest(now(), coalesce(${dispatchDueAt('m.workspace_id', 'm.id')}, now())) + make_interval(secs => $2)
  from ${messageRows} m where m.id = $1 and m.author_kind = 'agent' and m.visibility = 'public' and m.channel_type = any($3::text[])
  on conflict do nothing returning ticket_id as "ticketId", extract(epoch from due_at - now())::float8 as "afterSeconds"`;

/** Answers that have been read in the chat need no mail. Parameters: ticket, seq up to which it has been read. */
export const settleUpTo = `update unread_answers set state = 'settled' where ticket_id = $1 and seq <= $2 and state = 'waiting'`;

/** Answers that were read or taken back in the meantime need no mail. */
export const settleRead = `
  update unread_answers u set state = 'settled' from ${messageRows} m
  where u.ticket_id = $1 and u.state in ('waiting', 'sending') and m.workspace_id = u.workspace_id and m.id = u.message_id
    and (m.deleted_at is not null or m.delivery_status = 'read' or u.seq <= coalesce((select r.seq from visitor_reads r where r.ticket_id = $1), 0))`;

/**
 * The answers of one mail: all that wait, once one of them is due. A retried mail keeps the answers that it had,
 * because a receiver may already have it and drops the duplicate.
 */
export const take = `
  update unread_answers u set state = 'sending', dispatch_id = $2
  where u.ticket_id = $1 and (
    (u.dispatch_id = $2 and u.state in ('waiting', 'sending'))
    or (not $3 and u.state = 'waiting' and u.dispatch_id is null
      and exists (select from unread_answers due where due.ticket_id = $1 and due.state = 'waiting' and due.due_at <= now())
      and exists (select from ${messageRows} m where m.workspace_id = u.workspace_id and m.id = u.message_id and m.delivery_status in ('sent', 'delivered'))))
  returning u.message_id as "messageId"`;

/** When the next answer without a mail is due; null when there is none. */
export const nextDue = `select min(due_at) as "dueAt" from unread_answers where ticket_id = $1 and state = 'waiting'`;

/**
 * Where the mail goes. Not to a typed address whose owner has answered: they are another person until they prove to be
 * the visitor, and what is said to the visitor is not for them.
 */
export const ticketToMail = `
  select t.id, t.channel_id as "channelId", t.store_id as "storeId", t.contact_id as "contactId", t.locale, t.reply_token as "replyToken",
    (select i.value from ${identityRows} i where i.contact_id = t.contact_id and i.kind = 'email' and i.verified and own.verified order by i.last_seen_at desc limit 1) as "provenEmail",
    (select c.value from (select value from ${claimRows} c where c.contact_id = t.contact_id and c.kind = 'email' order by c.created_at desc limit 1) c
      where not exists (select from ${messageRows} m where m.ticket_id = t.id and '${anotherPerson}' = any(m.flags) and lower(m.from_address) = c.value)) as "claimedEmail"
  from ${ticketRows} t left join ${identityRows} own on own.kind = 'visitor' and own.value = t.recipient_value where t.id = $1`;

export const answersToMail = `
  select m.id, m.seq, m.text, coalesce(a.name, m.author_name) as "authorName" from ${messageRows} m
  left join ${agentRows} a on a.workspace_id = m.workspace_id and a.id = m.author_id where m.id = any($1::uuid[]) order by m.seq`;

/** The store's own mail channel, else any of the workspace. */
export const mailChannels = `select id from ${channelRows} h where active and type = any($1::text[]) order by (store_id is not distinct from $2) desc, created_at limit 1`;

/** Message-IDs of the mails with this address on this ticket, without their texts. */
export const earlierMails = `
  select "mailId" from (
    select m.mail_id as "mailId", m.seq from ${messageRows} m left join unread_answers u on u.workspace_id = m.workspace_id and u.message_id = m.id
    where m.ticket_id = $1 and m.mail_id is not null and (u.mailed_to = $2 or (m.direction = 'inbound' and lower(m.from_address) = $2)) order by m.seq desc limit 20) ids
  order by seq`;

export const mailedOfLate = `select count(distinct ticket_id)::int as n from unread_answers where mailed_to = $1 and mailed_at > now() - interval '1 hour' and ticket_id <> $2`;

/** Puts the answers back among those that wait: nothing has been sent. */
export const release = `update unread_answers set state = 'waiting', dispatch_id = case when $2 then dispatch_id end where dispatch_id = $1 and state = 'sending'`;

/** Seconds since the mail first could not be written. */
export const noteUnwritten = `
  update unread_answers set unwritten_since = coalesce(unwritten_since, now()) where dispatch_id = $1 and state = 'sending'
  returning extract(epoch from now() - unwritten_since)::float8 as seconds`;

/** Writes the result of a mail to its answers and returns them, oldest first. */
export const settle = `
  with settled as (
    update unread_answers set state = $2, detail = $3, mailed_to = coalesce($4, mailed_to), mailed_at = case when $4::text is null then mailed_at else now() end, unwritten_since = null
    where dispatch_id = $1 and state = any($5::text[]) returning message_id, seq)
  select message_id as "messageId" from settled order by seq`;

export const waitingTickets = `
  select t.id as "ticketId" from ${ticketRows} t where t.contact_id = $1
    and exists (select from unread_answers u where u.workspace_id = t.workspace_id and u.ticket_id = t.id and u.state in ('waiting', 'sending'))`;
