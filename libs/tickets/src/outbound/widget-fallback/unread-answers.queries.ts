/** Answers that have waited long enough, in any workspace. */
export const dueAnswers = `
  select workspace_id as "workspaceId", ticket_id as "ticketId", message_id as id, due_at::text as "dueAt" from unread_answers
  where ((state = 'waiting' and due_at <= now()) or (state = 'sending' and claimed_at < now() - interval '10 minutes')) and (due_at, message_id) > ($1::timestamptz, $2::uuid)
  order by due_at, message_id limit $3`;

/** Somebody died while sending these: they may have left, so they are not sent again. */
export const lostWhileSending = `select message_id as "messageId" from unread_answers where ticket_id = $1 and state = 'sending' and claimed_at < now() - interval '10 minutes'`;

export const lockTicket = `select 1 from tickets where id = $1 for update`;

/** A contact's tickets with answers that wait, or are being looked at. */
export const lockUnread = `
  select 1 from tickets t where t.contact_id = $1
    and exists (select from unread_answers u where u.workspace_id = t.workspace_id and u.ticket_id = t.id and u.state in ('waiting', 'sending')) order by t.id for update`;

export const wake = `
  update unread_answers u set due_at = greatest(now(), m.created_at + interval '2 minutes') from tickets t, messages m
  where t.contact_id = $1 and t.workspace_id = u.workspace_id and t.id = u.ticket_id and m.workspace_id = u.workspace_id and m.id = u.message_id
    and u.state = 'waiting' and u.due_at = 'infinity'`;

/** What was read in the meantime needs no mail; so does what was taken back. */
export const settleRead = `
  update unread_answers u set state = 'settled' from messages m
  where u.ticket_id = $1 and u.state = 'waiting' and m.workspace_id = u.workspace_id and m.id = u.message_id
    and (m.deleted_at is not null or m.delivery_status = 'read' or u.seq <= coalesce((select r.seq from visitor_reads r where r.ticket_id = $1), 0))`;

/** Takes all waiting answers of a ticket, once one of them is due, so that nobody else sends them. */
export const claim = `
  update unread_answers u set state = 'sending', claimed_at = now(), tries = tries + 1
  where u.ticket_id = $1 and u.state = 'waiting' and exists (select 1 from unread_answers due where due.ticket_id = $1 and due.state = 'waiting' and due.due_at <= now())
    and exists (select 1 from messages m where m.workspace_id = u.workspace_id and m.id = u.message_id and m.delivery_status in ('sent', 'delivered'))
  returning u.message_id as "messageId", u.tries`;

export const ticketToMail = `
  select t.id, t.channel_id as "channelId", t.store_id as "storeId", t.contact_id as "contactId", t.locale, t.reply_token as "replyToken", t.recipient_value as "recipientValue",
    (select i.value from contact_identities i where i.contact_id = t.contact_id and i.kind = 'email' and i.verified and own.verified order by i.last_seen_at desc limit 1) as "provenEmail",
    (select c.value from contact_claims c where c.contact_id = t.contact_id and c.kind = 'email' order by c.created_at desc limit 1) as "claimedEmail"
  from tickets t left join contact_identities own on own.kind = 'visitor' and own.value = t.recipient_value where t.id = $1`;

export const answersToMail = `
  select m.id, m.seq, m.text, coalesce(a.name, m.author_name) as "authorName" from messages m
  left join agents a on a.workspace_id = m.workspace_id and a.id = m.author_id where m.id = any($1::uuid[]) order by m.seq`;

/** The shop's own mail channel first, else any of the workspace. */
export const mailChannels = `select id from channels where active and type = any($1::text[]) order by (store_id is not distinct from $2) desc, created_at limit 1`;

/** Message-IDs of what went back and forth with this address on this ticket: ids, no history. */
export const earlierMails = `
  select "mailId" from (
    select m.mail_id as "mailId", m.seq from messages m left join unread_answers u on u.workspace_id = m.workspace_id and u.message_id = m.id
    where m.ticket_id = $1 and m.mail_id is not null and (u.mailed_to = $2 or (m.direction = 'inbound' and lower(m.from_address) = $2)) order by m.seq desc limit 20) ids
  order by seq`;

export const mailedOfLate = `select count(distinct ticket_id)::int as n from unread_answers where mailed_to = $1 and mailed_at > now() - interval '1 hour' and ticket_id <> $2`;

export const settle = `
  update unread_answers set state = $2, detail = $3, mailed_to = coalesce($4, mailed_to), mailed_at = case when $4::text is null then mailed_at else now() end,
    due_at = coalesce($5::timestamptz, due_at), claimed_at = null, unwritten_since = null where message_id = any($1::uuid[]) and state = 'sending'`;

/** Puts off what could not be written, by 1, 2, 4 and more minutes up to an hour, and counts no try: nobody was asked to take it. */
export const putOffUnwritten = `
  update unread_answers set state = 'waiting', detail = $2, claimed_at = null, tries = greatest(tries - 1, 0), unwritten_since = coalesce(unwritten_since, now()),
    due_at = now() + least(now() - coalesce(unwritten_since, now()) + interval '1 minute', interval '1 hour')
  where message_id = any($1::uuid[]) and state = 'sending' and (unwritten_since is null or unwritten_since > now() - interval '24 hours')`;

/** What is left has been put off for a day. */
export const unwrittenForADay = `select message_id as "messageId" from unread_answers where message_id = any($1::uuid[]) and state = 'sending'`;

/** The newest answer of a mail bears its Message-ID. */
export const noteMailId = `update messages set mail_id = $2 where id = (select id from messages where id = any($1::uuid[]) order by seq desc limit 1)`;

/** The mail of unread answers that has this Message-ID. The time is a text, for a Date would lose its microseconds. */
export const fallbackMail = `
  select u.message_id as "messageId", u.ticket_id as "ticketId", u.mailed_at::text as "mailedAt" from messages m
  join unread_answers u on u.workspace_id = m.workspace_id and u.message_id = m.id and u.mailed_at is not null where m.mail_id = $1 and m.direction = 'outbound'`;

/** All that stood in one mail. */
export const bounce = `
  update unread_answers set state = 'failed', detail = $3 where ticket_id = $1 and mailed_at = $2::timestamptz and state in ('mailed', 'unknown') returning message_id as "messageId"`;
