import { channelRows } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import { storeRows } from '#libs/stores';
import { messageRows, ticketRows } from '#libs/tickets';
import { trackingOf } from './record.queries.js';

/** Columns of an order as the API gives it; expects a row `o`. */
export const orderColumns = `
  o.id, o.store_id as "storeId", o.external_id as "externalId", o.number, o.email, o.phone, o.locale, o.currency, o.total::text as total, o.status, o.delivery,
  (o.status = 'processing' and exists (select from shipments s where s.order_id = o.id and s.status in ('shipped', 'delivered'))) as partial, o.payment_status as "paymentStatus", o.delayed, o.items,
  o.promised_at as "promisedAt", o.placed_at as "placedAt", coalesce(o.source_updated_at, o.updated_at) as "updatedAt",
  coalesce((select json_agg(json_build_object('id', s.id, 'number', s.number, 'carrier', s.carrier, 'url', s.url, 'tracking', ${trackingOf('s')}, 'status', s.status, 'shippedAt', s.shipped_at, 'deliveredAt', s.delivered_at,
      'events', coalesce((select json_agg(json_build_object('status', e.status, 'message', e.message, 'location', e.location, 'at', e.at, 'estimatedAt', e.estimated_at) order by e.at)
        from (select * from tracking_events t where t.shipment_id = s.id order by t.at desc limit 50) e), '[]')) order by s.shipped_at nulls last, s.id)
    from (select * from shipments p where p.order_id = o.id order by p.id limit 50) s), '[]') as shipments,
  coalesce((select json_agg(json_build_object('promisedAt', p.promised_at, 'source', p.source, 'notedAt', p.noted_at) order by p.noted_at, p.id)
    from (select * from promises q where q.order_id = o.id order by q.noted_at desc, q.id desc limit 50) p), '[]') as promises,
  coalesce((select json_agg(json_build_object('id', n.id, 'kind', n.kind, 'state', n.state, 'channelType', h.type, 'at', coalesce(n.sent_at, n.created_at)) order by n.created_at, n.id)
    from contact_notices n left join ${channelRows} h on h.workspace_id = n.workspace_id and h.id = n.channel_id where n.order_id = o.id), '[]') as notices`;

/**
 * The orders at a contact's addresses ($1, as JSON), once each, and by which address: a proven one goes before a claim.
 * An order from before the contact had the address is not theirs; one from after they gave it up may be another's.
 * `lower` is not leakproof: beside a column of an order it would keep the index from serving.
 */
const matched = `
  addresses as materialized (
    select kind, case kind when 'email' then lower(form) else form end as form, value, verified, since, until
    from jsonb_to_recordset($1::jsonb) as a (kind text, form text, value text, verified boolean, since timestamptz, until timestamptz)
  ), found as (
    select o.id, a.verified, a.kind, a.value, o.placed_at, a.since, a.until from addresses a join orders o on a.kind = 'email' and o.email = a.form
    union all select o.id, a.verified, a.kind, a.value, o.placed_at, a.since, a.until from addresses a join orders o on a.kind = 'phone' and o.phone = a.form
  ), matched as (
    select distinct on (id) id, verified, kind, value, placed_at from (
      select id, verified and (until is null or placed_at < until) as verified, kind, value, placed_at from found where since is null or placed_at > since) f
    order by id, verified desc, kind
  )`;

/** Orders of a contact, newest first, and how many there are. */
export const ordersOfContact = `
  with ${matched}
  select ${orderColumns}, json_build_object('verified', m.verified, 'by', m.kind, 'value', m.value) as match, (select count(*)::int from matched where verified or not $3) as count
  from matched m join orders o on o.id = m.id where m.verified or not $3 order by m.placed_at desc, m.id desc limit $2`;

export const orderByExternalId = `select ${orderColumns} from orders o where o.store_id = $1 and o.external_id = $2`;

/** Parameter: ticket. */
export const contactOfTicket = `select contact_id as "contactId" from ${ticketRows} t where id = $1`;

/**
 * Values of a ticket's store for replies, and whether they reach the proven contact: where a mail asks for answers
 * elsewhere, its sender has to be proven too. Parameter: ticket.
 */
export const orderPlaceOfTicket = `
  select t.contact_id as "contactId", s.name as "storeName",
    (select i.verified from ${identityRows} i
     where i.kind = t.recipient_kind and i.value = t.recipient_value and i.contact_id = t.contact_id)
    and (t.reply_to is null or exists (select from ${messageRows} m where m.workspace_id = t.workspace_id and m.ticket_id = t.id
      and m.author_id = t.contact_id and m.reply_to = t.reply_to and not 'unauthenticated' = any(m.flags))) as "isProven"
  from ${ticketRows} t left join ${storeRows} s on s.workspace_id = t.workspace_id and s.id = t.store_id where t.id = $1`;

/** Returns a row when the workspace has a store. */
export const anyStore = `select from ${storeRows} s limit 1`;

/** Parameter: store. */
export const timeZoneOfStore = `select time_zone as "timeZone" from ${storeRows} s where id = $1`;

/** Channels by which a shopper can be reached, those of the store first. Parameter: store, or null for all. */
export const channelsOfStore = `
  select type, settings from ${channelRows} h
  where active and (store_id is null or $1::uuid is null or store_id = $1)
  order by (store_id is not null) desc, created_at limit 50`;
