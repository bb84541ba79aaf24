import { reason } from '#libs/contracts';
import { channelRows } from '#libs/channels';
import { holderRows, identityRows } from '#libs/contacts';
import { storeRows } from '#libs/stores';
import { hasProvenIn, ticketRows } from '#libs/tickets';
import { visitorReadRows } from '#libs/visitors';
import { lastSignOf, trackingOf } from '../record.queries.js';

/**
 * The parcels that a notice `n` speaks of, with the numbers that it gives: its own, else all that come. One that was
 * withdrawn meanwhile is spoken of by the notice of that alone.
 */
const parcelsOfNotice = `
  select p.carrier, (select coalesce(jsonb_agg(t order by place), '[]') from jsonb_array_elements(${trackingOf('p')}) with ordinality as x (t, place)
      where announced.numbers is null or coalesce(t->>'number', t->>'url') = any(announced.numbers)) as tracking
  from shipments p left join jsonb_to_recordset(n.parcels) as announced (id uuid, numbers text[]) on announced.id = p.id
  where p.order_id = o.id and (p.status <> 'cancelled' or n.kind = 'withdrawn') and (announced.id is not null or n.parcels = '[]') order by p.id limit 50`;

/** A notice to be sent, with everything that its text needs. Without its order it cannot be sent. */
export const noticeToTell = `
  select n.id, n.kind, n.form, n.promised_at as "promisedAt", n.previous_promise as "previousPromise", n.reply_token as "replyToken", n.refused_by as "refusedBy", o.id as "orderId",
    o.number, o.email, o.phone, o.placed_at as "placedAt", o.locale, s.id as "storeId", json_build_object('name', s.name, 'timeZone', s.time_zone) as store,
    coalesce((select json_agg(p) from (${parcelsOfNotice}) p), '[]') as parcels,
    (select max(${lastSignOf('p')}) from shipments p where p.order_id = o.id and p.status = 'shipped') as "lastSignAt", coalesce(w.active, true) as "isOn", coalesce(w.words, '[]') as words, coalesce(w.templates, '[]') as templates
  from contact_notices n left join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id left join ${storeRows} s on s.workspace_id = o.workspace_id and s.id = o.store_id
    left join notice_settings w on w.workspace_id = o.workspace_id and w.store_id = o.store_id and w.kind = n.kind
  where n.id = $1 and n.state in ('due', 'sending')`;

/**
 * Where the proven buyer wrote last: the holder of the order's own address ($1, or $2 in its forms) when it was placed
 * ($4), on a channel that verifies it. A mail in their name that nothing proves says nothing of where they are.
 */
export const lastUsed = `
  select t.id as "ticketId", t.contact_id as "contactId", t.channel_id as "channelId", t.channel_type as "channelType", t.status, t.last_inbound_at as "lastInboundAt", t.recipient_kind as "recipientKind",
    t.recipient_value as "recipientValue", greatest(t.last_inbound_at, (select r.read_at from ${visitorReadRows} r where r.ticket_id = t.id)) as "seenAt"
  from ${holderRows} i join ${ticketRows} t on t.workspace_id = i.workspace_id and t.contact_id = i.contact_id
    join ${identityRows} own on own.workspace_id = t.workspace_id and own.kind = t.recipient_kind and own.value = t.recipient_value and own.contact_id = t.contact_id and own.verified
    join ${channelRows} h on h.workspace_id = t.workspace_id and h.id = t.channel_id and h.active
  where i.verified and ((i.kind = 'email' and i.value = $1) or (i.kind = 'phone' and i.value = any($2::text[]))) and (i.until is null or i.until > $4) and t.last_inbound_at is not null and not t.channel_id = any($3::uuid[])
    and (t.recipient_kind <> 'email' or ${hasProvenIn('t')})
  order by t.last_inbound_at desc limit 1`;

/** The store's own channel of a type, else one that belongs to no store. */
export const channelToWrite = `
  select id from ${channelRows} h where active and type = any($1::text[]) and (store_id = $2 or store_id is null) and not id = any($3::uuid[]) order by (store_id is not null) desc, created_at limit 1`;

/** The contact with the order's address, for an agent to write to. */
export const knownContact = `
  select contact_id as "contactId" from ${holderRows} i
  where ((kind = 'email' and value = $1) or (kind = 'phone' and value = any($2::text[]))) and (until is null or until > $3) order by verified desc, last_seen_at desc limit 1`;

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
  update contact_notices set state = 'needs-agent', detail = coalesce($2, '${reason('came-back')}') where id = $1 and state in ('due', 'sending', 'sent', 'unknown')`;

/** The message that carried a notice was not delivered: the notice needs another route. */
export const returnNotice = `
  update contact_notices set state = 'due', message_id = null, detail = '${reason('message-not-delivered')}', refused_by = array_append(refused_by, channel_id)
  where message_id = $1 and state = 'in-ticket' returning id`;

/** Parameter: notice. */
export const isDue = `select from contact_notices where id = $1 and state = 'due'`;

/** Parameter: order. */
export const dueOfOrder = `select id from contact_notices where order_id = $1 and state = 'due' limit 20`;

/** The unique key makes each notice once, however often a change is reported. A kind that is off makes none. */
export const queueNotice = `
  insert into contact_notices (id, order_id, kind, about, promised_at, previous_promise, reply_token, form, parcels)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb where not exists (
    select from orders o join notice_settings w on w.workspace_id = o.workspace_id and w.store_id = o.store_id where o.id = $2::uuid and w.kind = $3::text and not w.active)
  on conflict on constraint contact_notices_once_key do nothing returning id`;

/** Cancels unsent notices that a newer one replaces. Parameters: order, kind, what it is about. */
export const supersedeNotices = `
  update contact_notices set state = 'superseded', detail = '${reason('overtaken')}'
  where order_id = $1 and state in ('due', 'needs-agent')
    and ((kind = 'delayed' and $2 = 'delayed' and about <> $3) or ($2 = 'delivered' and kind <> 'delivered'))`;

/**
 * Cancels unsent notices that no longer hold: of parcels that do not come, and of an order that has ended. Parameters:
 * order, its status.
 */
export const dropUntrue = `
  update contact_notices n set state = 'superseded', detail = '${reason('overtaken')}'
  where order_id = $1 and state in ('due', 'needs-agent')
    and (($2 in ('cancelled', 'refunded', 'returned') and kind <> 'delivered')
      or (kind = 'shipped' and parcels <> '[]' and not exists (
        select from jsonb_to_recordset(n.parcels) as announced (id uuid) join shipments p on p.workspace_id = n.workspace_id and p.id = announced.id and p.status <> 'cancelled')))`;

/** Returns a row when a parcel may have been announced to the buyer. Parameters: order, parcel. */
export const wasAnnounced = `
  select from contact_notices
  where order_id = $1 and kind = 'shipped' and state in ('sending', 'unknown', 'sent', 'in-ticket', 'done')
    and (parcels = '[]' or parcels @> jsonb_build_array(jsonb_build_object('id', $2::uuid)))`;

/** A mail that an earlier version sent. To be dropped after one release. */
export const noticeOfBefore = `
  select id, id as "ownerId", null::uuid as "ticketId", channel_id as "channelId", external_id as "externalId", external_id as "mailId", state as status
  from contact_notices where channel_id = $1 and external_id = $2 and state in ('sent', 'unknown')`;

/** What a store has settled about its notices. Parameter: store. */
export const settingsOfStore = `select kind, active, words, templates from notice_settings where store_id = $1`;

/** Parameters: store, kind, whether it is sent, words, templates or null for those that are stored. */
export const saveSettings = `
  insert into notice_settings as s (store_id, kind, active, words, templates) values ($1, $2, $3, $4, coalesce($5::jsonb, '[]'))
  on conflict (workspace_id, store_id, kind) do update set active = excluded.active, words = excluded.words,
    templates = coalesce($5::jsonb, s.templates)`;
