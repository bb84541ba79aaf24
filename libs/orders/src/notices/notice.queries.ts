import { channelRows } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import { storeRows } from '#libs/stores';
import { ticketRows } from '#libs/tickets';
import { visitorReadRows } from '#libs/visitors';

/** A notice to be sent, with everything that its text needs. Without its order it cannot be sent. */
export const noticeToTell = `
  select n.id, n.kind, n.promised_at as "promisedAt", n.previous_promise as "previousPromise", n.reply_token as "replyToken", n.refused_by as "refusedBy", o.id as "orderId",
    o.number, o.email, o.phone, o.locale, s.id as "storeId", json_build_object('name', s.name, 'timeZone', s.time_zone) as store,
    coalesce((select json_agg(json_build_object('carrier', p.carrier, 'number', p.number, 'url', p.url) order by p.id) from shipments p where p.order_id = o.id and p.status <> 'cancelled'), '[]') as parcels
  from contact_notices n left join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id left join ${storeRows} s on s.workspace_id = o.workspace_id and s.id = o.store_id
  where n.id = $1 and n.state in ('due', 'sending')`;

/** Where the proven buyer wrote last: from the order's own address, on a channel that verifies it. */
export const lastUsed = `
  select t.id as "ticketId", t.contact_id as "contactId", t.channel_id as "channelId", t.channel_type as "channelType", t.status, t.last_inbound_at as "lastInboundAt", t.recipient_kind as "recipientKind",
    t.recipient_value as "recipientValue", greatest(t.last_inbound_at, (select r.read_at from ${visitorReadRows} r where r.ticket_id = t.id)) as "seenAt"
  from ${identityRows} i join ${ticketRows} t on t.workspace_id = i.workspace_id and t.contact_id = i.contact_id
    join ${identityRows} own on own.workspace_id = t.workspace_id and own.kind = t.recipient_kind and own.value = t.recipient_value and own.contact_id = t.contact_id and own.verified
    join ${channelRows} h on h.workspace_id = t.workspace_id and h.id = t.channel_id and h.active
  where i.verified and ((i.kind = 'email' and i.value = $1) or (i.kind = 'phone' and i.value = $2)) and t.last_inbound_at is not null and not t.channel_id = any($3::uuid[])
  order by t.last_inbound_at desc limit 1`;

/** The store's own mail channel, else one that belongs to no store. */
export const mailChannel = `
  select id from ${channelRows} h where active and type = any($1::text[]) and (store_id = $2 or store_id is null) and not id = any($3::uuid[]) order by (store_id is not null) desc, created_at limit 1`;

/** The contact with the order's address, for an agent to write to. */
export const knownContact = `
  select contact_id as "contactId" from ${identityRows} i where (kind = 'email' and value = $1) or (kind = 'phone' and value = $2) order by verified desc, last_seen_at desc limit 1`;

/** Stores the text and the route. Gives no row when a newer notice has replaced this one. */
export const takeNotice = `
  update contact_notices set state = $2, subject = $3, text = $4, channel_id = $5, contact_id = $6, recipient = $7, message_id = $8, detail = $9, sent_at = case when $2 = 'in-ticket' then now() end
  where id = $1 and state in ('due', 'sending') returning 1`;

/** Stores the result of a mail. */
export const settleNotice = `
  update contact_notices set state = $2, detail = $3, sent_at = case when $2 = 'sent' then now() end, refused_by = case when $4 then array_append(refused_by, channel_id) else refused_by end
  where id = $1 and state in ('due', 'sending')`;

/** Marks a mail as bounced, or as one that cannot be written. */
export const leaveToAgent = `
  update contact_notices set state = 'needs-agent', detail = coalesce($2, 'The mail came back') where id = $1 and state in ('due', 'sending', 'sent', 'unknown')`;

/** The message that carried a notice was not delivered: the notice needs another route. */
export const returnNotice = `
  update contact_notices set state = 'due', message_id = null, detail = 'The message could not be delivered', refused_by = array_append(refused_by, channel_id)
  where message_id = $1 and state = 'in-ticket' returning id`;

/** Parameter: notice. */
export const isDue = `select from contact_notices where id = $1 and state = 'due'`;

/** Parameter: order. */
export const dueOfOrder = `select id from contact_notices where order_id = $1 and state = 'due' limit 20`;

/** The unique key makes each notice once, however often a change is reported. */
export const queueNotice = `
  insert into contact_notices (id, order_id, kind, about, promised_at, previous_promise, reply_token)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict on constraint contact_notices_once_key do nothing returning id`;

/** Cancels unsent notices that a newer one replaces. Parameters: order, kind, what it is about. */
export const supersedeNotices = `
  update contact_notices set state = 'superseded', detail = 'Overtaken by newer news'
  where order_id = $1 and state in ('due', 'needs-agent')
    and ((kind = 'delayed' and $2 = 'delayed' and about <> $3) or ($2 = 'delivered' and kind <> 'delivered'))`;

/** A mail that an earlier version sent. To be dropped after one release. */
export const noticeOfBefore = `
  select id, id as "ownerId", null::uuid as "ticketId", channel_id as "channelId", external_id as "externalId", external_id as "mailId", state as status
  from contact_notices where channel_id = $1 and external_id = $2 and state in ('sent', 'unknown')`;
