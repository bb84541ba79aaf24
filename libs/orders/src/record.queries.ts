import { clockSkew } from '#libs/stores';

const columns = `
  orders.id, number, email, phone, locale, source_status as "sourceStatus", status, partial, to_ship as "toShip", delivery, delayed, promised_at as "promisedAt",
  source_updated_at as "sourceUpdatedAt"`;

/**
 * Finds and locks an order, or makes it. A parcel may be reported first and has few of its fields. Inserted rows have
 * no xmax.
 */
export const claimOrder = `
  insert into orders (id, store_id, external_id, number, email, phone, locale, currency, source_status, status) values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', 'pending')
  on conflict on constraint orders_external_key do update set
    number = case when orders.source_updated_at is null and orders.number = orders.external_id then excluded.number else orders.number end,
    email = case when orders.source_updated_at is null then coalesce(orders.email, excluded.email) else orders.email end
  returning ${columns}, xmax = 0 as "isNew"`;

export const updateFacts = `
  update orders set number = $2, email = $3, phone = $4, locale = $5, currency = $6, total = $7, items = $8, source_status = $9, payment_status = $10,
    placed_at = coalesce($11, placed_at), source_updated_at = $12, partial = $13, to_ship = $14, delivery = $15
  where id = $1`;

/** A shop's clock may be a little ahead of ours. */
const ahead = `interval '${clockSkew} milliseconds'`;

const sameInstant = 's.source_updated_at = excluded.source_updated_at';
/** A report without numbers takes none back; the parcel's cancellation does. */
const keepsNumbers = `(jsonb_array_length(excluded.tracking) = 0 or (${sameInstant} and jsonb_array_length(excluded.tracking) < jsonb_array_length(s.tracking)))`;

/**
 * A report that is older than the stored one changes nothing; a scan alone makes a parcel with few fields. Of two of
 * one instant the later state and the longer list of numbers hold. A time ahead, which an earlier version stored, is no
 * time to go by.
 */
export const upsertShipment = `
  insert into shipments as s (id, order_id, external_id, number, carrier, url, tracking, units, status, shipped_at, source_updated_at)
  values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, coalesce($9, 'pending'), $10, $11)
  on conflict on constraint shipments_external_key do update set
    number = case when ${keepsNumbers} then s.number else coalesce(excluded.number, s.number) end,
    url = case when ${keepsNumbers} then s.url else coalesce(excluded.url, s.url) end,
    tracking = case when ${keepsNumbers} then s.tracking else excluded.tracking end,
    carrier = coalesce(excluded.carrier, s.carrier), units = coalesce(excluded.units, s.units), shipped_at = coalesce(s.shipped_at, excluded.shipped_at),
    status = case when s.status = 'cancelled' and ${sameInstant} then s.status when s.status = 'delivered' and excluded.status <> 'cancelled' then s.status
      when s.status = 'shipped' and excluded.status = 'pending' then s.status else excluded.status end,
    source_updated_at = excluded.source_updated_at
    where $11::timestamptz is not null and (s.source_updated_at is null or s.source_updated_at <= excluded.source_updated_at or s.source_updated_at > now() + ${ahead})`;

export const shipmentByExternalId = `select id from shipments where order_id = $1 and external_id = $2`;

export const insertEvent = `
  insert into tracking_events (id, shipment_id, external_id, status, message, location, at, estimated_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`;

/** A scan that is the parcel's newest moves the parcel on, never back. */
export const advanceShipment = `
  update shipments set status = case when status = 'delivered' then status when $2 = 'pending' and status <> 'pending' then status else $2 end,
    shipped_at = case when $2 in ('shipped', 'delivered') then coalesce(shipped_at, $3) else shipped_at end, delivered_at = case when $2 = 'delivered' then coalesce(delivered_at, $3) else delivered_at end
  where id = $1`;

export const newerEvent = `select e.id from tracking_events e join shipments s on s.workspace_id = e.workspace_id and s.id = e.shipment_id where s.order_id = $1 and e.at > $2 and e.at <= now() + ${ahead} limit 1`;

/** Every tracking number of a parcel, the row of that name; what earlier versions stored has one. */
export const trackingOf = (s: string): string =>
  `coalesce(${s}.tracking, case when ${s}.number is null and ${s}.url is null then '[]' else jsonb_build_array(jsonb_build_object('number', ${s}.number, 'url', ${s}.url)) end)`;

/** The last sign of a parcel, the row of that name: its newest scan, else when it left. */
export const lastSignOf = (s: string): string =>
  `coalesce((select max(e.at) from tracking_events e where e.workspace_id = ${s}.workspace_id and e.shipment_id = ${s}.id), ${s}.shipped_at)`;

/** Parameter: order. */
export const parcelsOfOrder = `
  select s.id, s.status, ${trackingOf('s')} as tracking, s.units, s.announced from shipments s where s.order_id = $1 order by s.id limit 200`;

/** Parameters: parcels as `[{ id, announced }]`. */
export const noteAnnounced = `
  update shipments s set announced = p.announced from jsonb_to_recordset($1::jsonb) as p (id uuid, announced text[]) where s.id = p.id`;

/** The last date that a source promised, to see whether it reports another. */
export const lastPromise = `select promised_at as "promisedAt" from promises where order_id = $1 and ($2::text is null or source = $2) order by noted_at desc, id desc limit 1`;

export const insertPromise = `insert into promises (id, order_id, promised_at, source) values ($1, $2, $3, $4)`;

export const updateStanding = `update orders set status = $2, delayed = $3, promised_at = $4, updated_at = now() where id = $1`;

/** Stores the id of a webhook's delivery; returns no row when it was stored before. Parameters: store, id. */
export const claimDelivery = `
  insert into store_deliveries (store_id, external_id) values ($1, $2) on conflict do nothing returning store_id`;
