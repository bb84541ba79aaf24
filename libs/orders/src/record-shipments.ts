import { type Tx, firstRow, newId, rows } from '#libs/platform';
import type { ShipmentChange, TrackingFacts } from '#libs/stores';
import { shipmentStatusOf } from './order-status.js';
import type { Parcel } from './parcels.js';
import * as queries from './record.queries.js';

/** What a source reports besides the order's own row. */
export interface News {
  delayed: boolean;
  estimatedAt: Date | null;
  at: Date | null;
}

export const parcelsOf = (tx: Tx, orderId: string): Promise<Parcel[]> =>
  rows<Parcel>(tx, queries.parcelsOfOrder, [orderId]);

/** Stores what is reported of an order's parcels, and each scan of them. */
export async function recordShipments(tx: Tx, orderId: string, shipments: ShipmentChange[]): Promise<News> {
  const news: News = { delayed: false, estimatedAt: null, at: null };
  for (const { externalId, facts, events } of shipments) {
    await tx.query(queries.upsertShipment, [
      newId(),
      orderId,
      externalId,
      facts?.tracking[0]?.number ?? null,
      facts?.carrier ?? null,
      facts?.tracking[0]?.url ?? null,
      JSON.stringify(facts?.tracking ?? []),
      facts?.units ?? null,
      facts?.status ?? null,
      facts?.shippedAt ?? null,
      facts?.updatedAt ?? null,
    ]);
    const shipment = (await firstRow<{ id: string }>(tx, queries.shipmentByExternalId, [orderId, externalId]))!;
    for (const event of [...events].sort((a, b) => a.at.getTime() - b.at.getTime()))
      await writeEvent(tx, orderId, shipment.id, event, news);
    news.at ??= facts?.updatedAt ?? null;
  }
  return news;
}

/** A late scan is only stored; the newest one can change the state. */
async function writeEvent(tx: Tx, orderId: string, shipmentId: string, event: TrackingFacts, news: News) {
  const overtaken = await firstRow(tx, queries.newerEvent, [orderId, event.at]);
  const isFresh = await firstRow(tx, queries.insertEvent, [
    newId(),
    shipmentId,
    event.externalId,
    event.status,
    event.message,
    event.location,
    event.at,
    event.estimatedAt,
  ]);
  const status = shipmentStatusOf(event.status);
  if (isFresh && status) await tx.query(queries.advanceShipment, [shipmentId, status, event.at]);
  if (!isFresh || overtaken) return;
  news.delayed = /^(delayed|late)$/.test(event.status);
  news.estimatedAt = event.estimatedAt ?? news.estimatedAt;
  news.at = event.at;
}
