import { Injectable } from '@nestjs/common';
import { type OrderDelivery, type OrderStatus } from '#libs/contracts';
import { type Tx, defer, firstRow, newId, publish } from '#libs/platform';
import { type OrderChange, type OrderFacts, type ReadyStore, type Units, clockSkew } from '#libs/stores';
import { effectiveStatus, hasReached, isBefore } from './order-status.js';
import { OrderChanged } from './events.js';
import { type StandingNow, decideNotices } from './notices/decide-notices.js';
import { queueNotices } from './notices/queue-notices.js';
import { noteCountry } from './order-time-zone.queries.js';
import { normalisePhone } from './normalise-phone.js';
import { changedParcels, isWhole } from './parcels.js';
import * as queries from './record.queries.js';
import { parcelsOf, recordShipments } from './record-shipments.js';
import { writeOrderKeys } from './search/order-keys.js';

interface OrderRow {
  id: string;
  number: string;
  email: string | null;
  phone: string | null;
  locale: string;
  sourceStatus: OrderStatus;
  status: OrderStatus;
  partial: boolean;
  toShip: Units | null;
  delivery: OrderDelivery;
  delayed: boolean;
  promisedAt: Date | null;
  sourceUpdatedAt: Date | null;
  isNew: boolean;
}

/** Stores what a source reports of an order and queues the buyer's notices, in one transaction. */
@Injectable()
export class RecordOrder {
  async record(tx: Tx, store: ReadyStore, change: OrderChange): Promise<string> {
    const order = await this.claim(tx, store, change);
    const facts = change.facts && { ...change.facts, status: sourceStatus(change.facts, order) };
    if (facts && isOlder(facts, order)) return order.id;
    if (facts) await this.writeFacts(tx, store, order, facts);
    const before = order.isNew ? [] : await parcelsOf(tx, order.id);
    const news = await recordShipments(tx, order.id, change.shipments);
    const parcels = await parcelsOf(tx, order.id);
    await writeOrderKeys(tx, order.id, facts?.number ?? order.number, parcels);
    const promisedAt = await this.notePromises(tx, order, facts?.promisedAt, news.estimatedAt);
    const known = { ...order, ...facts, delivery: facts?.delivery ?? order.delivery };
    const whole = isWhole(known, parcels);
    const source = facts?.status ?? order.sourceStatus;
    const status = effectiveStatus(source, parcels, whole);
    const delayed = status !== 'delivered' && (facts?.delayed || news.delayed || order.delayed);
    await tx.query(queries.updateStanding, [order.id, status, delayed, promisedAt]);
    // What a parcel holds, and for whom it is, is known with its order only.
    if (facts || order.sourceUpdatedAt)
      await this.notifyBuyer(tx, store, order, {
        status,
        delayed,
        promisedAt,
        delivery: known.delivery,
        reportedAt: facts?.updatedAt ?? news.at,
        parcels: changedParcels(before, parcels, {
          whole: whole !== false || source === 'shipped',
          isSent: source === 'shipped',
          delivery: known.delivery,
        }),
      });
    this.publish(tx, order, { status, delayed });
    return order.id;
  }

  private async notifyBuyer(tx: Tx, store: ReadyStore, order: OrderRow, now: StandingNow): Promise<void> {
    const before = order.sourceUpdatedAt ? order : null;
    const notices = decideNotices(before, now, { timeZone: store.timeZone, now: new Date() });
    const { announced } = now.parcels;
    if (announced.length > 0) await tx.query(queries.noteAnnounced, [JSON.stringify(announced)]);
    await queueNotices(tx, order.id, now.status, notices);
  }

  private publish(tx: Tx, order: OrderRow, now: { status: OrderStatus; delayed: boolean }): void {
    const before = order.isNew ? null : order;
    publish(tx, OrderChanged, {
      orderId: order.id,
      actor: { kind: 'system', id: null },
      changed: {
        status: before?.status === now.status ? undefined : { from: before?.status ?? null, to: now.status },
        delayed: before?.delayed === now.delayed ? undefined : { from: before?.delayed ?? null, to: now.delayed },
      },
    });
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
    if (facts.country) defer(tx, noteCountry, [order.id, facts.country]);
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
      facts.partial,
      facts.toShip,
      facts.delivery ?? order.delivery,
    ]);
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
}

/**
 * Of two reports of one instant the one of the later state holds, whichever comes last. A time ahead, which an
 * earlier version stored, is no time to go by.
 */
function isOlder({ updatedAt, status }: OrderFacts, { sourceUpdatedAt, sourceStatus: known }: OrderRow): boolean {
  if (!sourceUpdatedAt || sourceUpdatedAt.getTime() > Date.now() + clockSkew) return false;
  const isSame = updatedAt.getTime() === sourceUpdatedAt.getTime();
  return isSame ? isBefore(status, known) : updatedAt < sourceUpdatedAt;
}

/** A report that an order is late does not say that it was returned. */
const sourceStatus = (facts: OrderFacts, { sourceStatus: known }: OrderRow): OrderStatus =>
  facts.delayed && facts.status === 'processing' && hasReached(known, 'processing') ? known : facts.status;
