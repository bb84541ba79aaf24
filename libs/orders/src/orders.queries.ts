import { channelRows } from '#libs/channels';
import { claimRows, identityRows } from '#libs/contacts';
import { storeRows } from '#libs/stores';
import { ticketRows } from '#libs/tickets';

/** Columns of an order as the API gives it; expects a row `o`. */
export const orderColumns = `
  o.id, o.store_id as "storeId", o.external_id as "externalId", o.number, o.email, o.phone, o.locale, o.currency, o.total::text as total, o.status, o.payment_status as "paymentStatus", o.delayed, o.items,
  o.promised_at as "promisedAt", o.placed_at as "placedAt", coalesce(o.source_updated_at, o.updated_at) as "updatedAt",
  coalesce((select json_agg(json_build_object('id', s.id, 'number', s.number, 'carrier', s.carrier, 'url', s.url, 'status', s.status, 'shippedAt', s.shipped_at, 'deliveredAt', s.delivered_at,
      'events', coalesce((select json_agg(json_build_object('status', e.status, 'message', e.message, 'location', e.location, 'at', e.at, 'estimatedAt', e.estimated_at) order by e.at)
        from (select * from tracking_events t where t.shipment_id = s.id order by t.at desc limit 50) e), '[]')) order by s.shipped_at nulls last, s.id)
    from (select * from shipments p where p.order_id = o.id order by p.id limit 50) s), '[]') as shipments,
  coalesce((select json_agg(json_build_object('promisedAt', p.promised_at, 'source', p.source, 'notedAt', p.noted_at) order by p.noted_at, p.id)
    from (select * from promises q where q.order_id = o.id order by q.noted_at desc, q.id desc limit 50) p), '[]') as promises,
  coalesce((select json_agg(json_build_object('id', n.id, 'kind', n.kind, 'state', n.state, 'channelType', h.type, 'at', coalesce(n.sent_at, n.created_at)) order by n.created_at, n.id)
    from contact_notices n left join ${channelRows} h on h.workspace_id = n.workspace_id and h.id = n.channel_id where n.order_id = o.id), '[]') as notices`;

/**
 * The orders at a contact's addresses, once each, and by which address: a verified one goes before a claim. `$1` is the
 * contact.
 */
const matched = `
  addresses as (
    select kind, value, verified from ${identityRows} i where contact_id = $1 and kind in ('email', 'phone')
    union all select kind, value, false from ${claimRows} c where contact_id = $1 and kind in ('email', 'phone')
  ), found as (
    select o.id, a.verified, a.kind, a.value, o.placed_at from addresses a join orders o on a.kind = 'email' and o.email = lower(a.value)
    union all select o.id, a.verified, a.kind, a.value, o.placed_at from addresses a join orders o on a.kind = 'phone' and o.phone = a.value
  ), matched as (
    select distinct on (id) id, verified, kind, value, placed_at from found order by id, verified desc, kind
  )`;

/** Orders of a contact, newest first, and how many there are. */
export const ordersOfContact = `
  with ${matched}
  select ${orderColumns}, json_build_object('verified', m.verified, 'by', m.kind, 'value', m.value) as match, (select count(*)::int from matched where verified or not $3) as count
  from matched m join orders o on o.id = m.id where m.verified or not $3 order by m.placed_at desc, m.id desc limit $2`;

export const orderByExternalId = `select ${orderColumns} from orders o where o.store_id = $1 and o.external_id = $2`;

/** Parameter: ticket. */
export const contactOfTicket = `select contact_id as "contactId" from ${ticketRows} t where id = $1`;

/** Values of a ticket's store for replies, and whether the writer is proven to be the contact. Parameter: ticket. */
export const orderPlaceOfTicket = `
  select t.contact_id as "contactId", s.name as "storeName",
    (select i.verified from ${identityRows} i
     where i.kind = t.recipient_kind and i.value = t.recipient_value and i.contact_id = t.contact_id) as "isProven"
  from ${ticketRows} t left join ${storeRows} s on s.workspace_id = t.workspace_id and s.id = t.store_id where t.id = $1`;
