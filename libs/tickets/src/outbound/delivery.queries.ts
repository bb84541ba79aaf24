/** One worker at a time delivers a ticket's messages. The lease is short and renewed while it works, so that a dead one is soon succeeded. */
export const leaseTicket = `
  insert into delivery_leases (ticket_id, holder, expires_at) values ($1, $2, now() + interval '20 seconds')
  on conflict (workspace_id, ticket_id) do update set holder = excluded.holder, expires_at = excluded.expires_at where delivery_leases.expires_at < now()
  returning 1`;

export const renewLease = `update delivery_leases set expires_at = now() + interval '20 seconds' where ticket_id = $1 and holder = $2 returning 1`;
export const endLease = `delete from delivery_leases where ticket_id = $1 and holder = $2`;

/** What is to be sent next. `waitMs` is above zero while it backs off or may still be taken back. */
export const nextToDeliver = `
  select m.id, m.seq, m.text, m.delivery_status as "deliveryStatus", m.delivery_attempt as attempt, m.delivery_tries as tries, m.delivery_parts_sent as "partsSent",
    m.channel_id as "channelId", m.author_kind as "authorKind", m.automatic, m.locale, coalesce(a.name, m.author_name) as "authorName",
    (greatest(0, extract(epoch from m.deliver_after - now())) * 1000)::int as "waitMs"
  from messages m left join agents a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
  where m.ticket_id = $1 and m.delivery_status in ('queued', 'sending') order by m.seq limit 1`;

export const startAttempt = `
  update messages set delivery_status = 'sending', delivery_tries = delivery_tries + 1, mail_id = $2 where id = $1 and delivery_status = 'queued' returning delivery_tries as tries`;

export const ticketForDelivery = `
  select t.id, t.subject, t.number, t.channel_id as "channelId", t.recipient_kind as kind, t.recipient_value as value, t.reply_token as "replyToken",
    t.last_inbound_at as "lastInboundAt", t.locale, c.name
  from tickets t join contacts c on c.workspace_id = t.workspace_id and c.id = t.contact_id where t.id = $1`;

/** The thread's Message-IDs, the newest hundred, oldest first. */
export const mailIds = `
  select "mailId", direction from (
    select mail_id as "mailId", direction, seq from messages where ticket_id = $1 and seq < $2 and mail_id is not null and visibility = 'public' order by seq desc limit 100) m
  order by seq`;

export const filesToDeliver = `
  select name, content_type as "contentType", storage_key as "storageKey" from attachments where message_id = $1 and state = 'stored' order by position`;
