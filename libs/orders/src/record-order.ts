import { Injectable } from '@nestjs/common';
import type { OrderStatus } from '#libs/contracts';
import { type Tx, firstRow, newId, publish, rows } from '#libs/platform';
import type { OrderChange, OrderFacts, ReadyStore, ShipmentChange, ShipmentStatus, TrackingFacts } from '#libs/stores';
import { effectiveStatus, hasReached, shipmentStatusOf } from './order-status.js';
import { OrderChanged } from './events.js';
import { decideNotices } from './notices/decide-notices.js';
import { queueNotices } from './notices/queue-notices.js';
import { normalisePhone } from './normalise-phone.js';
import * as queries from './record.queries.js';

interface OrderRow {
  id: string;
  number: string;
  email: string | null;
  phone: string | null;
  locale: string;
  sourceStatus: OrderStatus;
  status: OrderStatus;
  delayed: boolean;
  promisedAt: Date | null;
  sourceUpdatedAt: Date | null;
  isNew: boolean;
}
/** What a source reports besides the order's own row. */
interface News {
  delayed: boolean;
  estimatedAt: Date | null;
  at: Date | null;
}

/** Stores what a source reports of an order and queues the buyer's notices, in one transaction. */
@Injectable()
export class RecordOrder {
  async record(tx: Tx, store: ReadyStore, change: OrderChange): Promise<string> {
    const order = await this.claim(tx, store, change);
    const { facts } = change;
    if (facts && isOlder(facts, order)) return order.id;
    const source = facts ? sourceStatus(facts, order) : order.sourceStatus;
    if (facts) await this.writeFacts(tx, store, order, { ...facts, status: source });
    const news = await this.writeShipments(tx, order.id, change.shipments);
    const promisedAt = await this.notePromises(tx, order, facts?.promisedAt, news.estimatedAt);
    const status = effectiveStatus(source, await this.parcels(tx, order.id));
    const delayed = status !== 'delivered' && (facts?.delayed || news.delayed || order.delayed);
    await tx.query(queries.updateStanding, [order.id, status, delayed, promisedAt]);
    const before = order.isNew ? null : order;
    const notices = decideNotices(
      before,
      { status, delayed, promisedAt, reportedAt: facts?.updatedAt ?? news.at },
      { timeZone: store.timeZone, now: new Date() },
    );
    await queueNotices(tx, order.id, notices);
    publish(tx, OrderChanged, {
      orderId: order.id,
      actor: { kind: 'system', id: null },
      changed: {
        status: before?.status === status ? undefined : { from: before?.status ?? null, to: status },
        delayed: before?.delayed === delayed ? undefined : { from: before?.delayed ?? null, to: delayed },
      },
    });
    return order.id;
  }

  private async claim(tx: Tx, store: ReadyStore, { externalId, hint, facts }: OrderChange): Promise<OrderRow> {
    const claimed = await firstRow<OrderRow>(tx, queries.claimOrder, [
      newId(),
      store.id,
      externalId,
      hint.number ?? externalId,
      hint.email?.toLowerCase() ?? null,
      normalisePhone(hint.phone),
      facts?.locale ?? store.locale,
      facts?.currency ?? store.currency,
    ]);
    return claimed!;
  }

  private async writeFacts(tx: Tx, store: ReadyStore, order: OrderRow, facts: OrderFacts) {
    await tx.query(queries.updateFacts, [
      order.id,
      facts.number,
      facts.email?.toLowerCase() ?? null,
      normalisePhone(facts.phone),
      facts.locale ?? order.locale ?? store.locale,
      facts.currency ?? store.currency,
      facts.total,
      JSON.stringify(facts.items),
      facts.status,
      facts.paymentStatus,
      facts.placedAt ?? (order.isNew ? facts.updatedAt : null),
      facts.updatedAt,
    ]);
  }

  private async writeShipments(tx: Tx, orderId: string, shipments: ShipmentChange[]): Promise<News> {
    const news: News = { delayed: false, estimatedAt: null, at: null };
    for (const { externalId, facts, events } of shipments) {
      await tx.query(queries.upsertShipment, [
        newId(),
        orderId,
        externalId,
        facts?.number ?? null,
        facts?.carrier ?? null,
        facts?.url ?? null,
        facts?.status ?? null,
        facts?.shippedAt ?? null,
        facts?.updatedAt ?? null,
      ]);
      const shipment = (await firstRow<{ id: string }>(tx, queries.shipmentByExternalId, [orderId, externalId]))!;
      for (const event of [...events].sort((a, b) => a.at.getTime() - b.at.getTime()))
        await this.writeEvent(tx, orderId, shipment.id, event, news);
      news.at ??= facts?.updatedAt ?? null;
    }
    return news;
  }

  /** A late scan is only stored; the newest one can change the state. */
  private async writeEvent(tx: Tx, orderId: string, shipmentId: string, event: TrackingFacts, news: News) {
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

  /** Stores every promised date. Returns the one that holds now. */
  private async notePromises(
    tx: Tx,
    order: OrderRow,
    shop: Date | null | undefined,
    carrier: Date | null,
  ): Promise<Date | null> {
    if (shop) await this.notePromise(tx, order.id, shop, 'shop');
    if (carrier) await this.notePromise(tx, order.id, carrier, 'carrier');
    return (await firstRow<{ promisedAt: Date }>(tx, queries.lastPromise, [order.id, null]))?.promisedAt ?? null;
  }

  private async notePromise(tx: Tx, orderId: string, promisedAt: Date, source: 'shop' | 'carrier') {
    const last = await firstRow<{ promisedAt: Date }>(tx, queries.lastPromise, [orderId, source]);
    if (last?.promisedAt.getTime() !== promisedAt.getTime())
      await tx.query(queries.insertPromise, [newId(), orderId, promisedAt, source]);
  }

  private async parcels(tx: Tx, orderId: string): Promise<ShipmentStatus[]> {
    return (await rows<{ status: ShipmentStatus }>(tx, queries.shipmentStatuses, [orderId])).map(
      ({ status }) => status,
    );
  }
}

const isOlder = ({ updatedAt }: OrderFacts, { sourceUpdatedAt }: OrderRow): boolean =>
  sourceUpdatedAt !== null && updatedAt < sourceUpdatedAt;

/** A report that an order is late does not say that it was returned. */
const sourceStatus = (facts: OrderFacts, { sourceStatus: known }: OrderRow): OrderStatus =>
  facts.delayed && facts.status === 'processing' && hasReached(known, 'processing') ? known : facts.status;
