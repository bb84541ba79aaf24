const columns = `orders.id, number, email, phone, locale, source_status as "sourceStatus", status, delayed, promised_at as "promisedAt", source_updated_at as "sourceUpdatedAt"`;

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
    placed_at = coalesce($11, placed_at), source_updated_at = $12
  where id = $1`;

/** A report that is older than the stored one changes nothing; a scan alone makes a parcel with few fields. */
export const upsertShipment = `
  insert into shipments as s (id, order_id, external_id, number, carrier, url, status, shipped_at, source_updated_at) values ($1, $2, $3, $4, $5, $6, coalesce($7, 'pending'), $8, $9)
  on conflict on constraint shipments_external_key do update set
    number = coalesce(excluded.number, s.number), carrier = coalesce(excluded.carrier, s.carrier), url = coalesce(excluded.url, s.url), shipped_at = coalesce(s.shipped_at, excluded.shipped_at),
    status = case when s.status = 'delivered' and excluded.status <> 'cancelled' then s.status when s.status = 'shipped' and excluded.status = 'pending' then s.status else excluded.status end,
    source_updated_at = excluded.source_updated_at
    where $9::timestamptz is not null and (s.source_updated_at is null or s.source_updated_at <= excluded.source_updated_at)`;

export const shipmentByExternalId = `select id from shipments where order_id = $1 and external_id = $2`;

export const insertEvent = `
  insert into tracking_events (id, shipment_id, external_id, status, message, location, at, estimated_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`;

/** A scan that is the parcel's newest moves the parcel on, never back. */
export const advanceShipment = `
  update shipments set status = case when status = 'delivered' then status when $2 = 'pending' and status <> 'pending' then status else $2 end,
    shipped_at = case when $2 in ('shipped', 'delivered') then coalesce(shipped_at, $3) else shipped_at end, delivered_at = case when $2 = 'delivered' then coalesce(delivered_at, $3) else delivered_at end
  where id = $1`;

export const newerEvent = `select e.id from tracking_events e join shipments s on s.workspace_id = e.workspace_id and s.id = e.shipment_id where s.order_id = $1 and e.at > $2 limit 1`;

export const shipmentStatuses = `select status from shipments where order_id = $1 order by id limit 200`;

/** The last date that a source promised, to see whether it reports another. */
export const lastPromise = `select promised_at as "promisedAt" from promises where order_id = $1 and ($2::text is null or source = $2) order by noted_at desc, id desc limit 1`;

export const insertPromise = `insert into promises (id, order_id, promised_at, source) values ($1, $2, $3, $4)`;

export const updateStanding = `update orders set status = $2, delayed = $3, promised_at = $4, updated_at = now() where id = $1`;

/** Stores the id of a webhook's delivery; returns no row when it was stored before. Parameters: store, id. */
export const claimDelivery = `
  insert into store_deliveries (store_id, external_id) values ($1, $2) on conflict do nothing returning store_id`;
