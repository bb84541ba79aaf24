import { keysOfOrder } from '#libs/orders';
import type { Tx } from '#libs/platform';
import { type DemoWorld, hour, idAt, iso } from './demo-world.js';
import { type DemoOrder, wayOf } from './make-order.js';
import { datesOfOrder, readShoppers, totalOf } from './shoppers.js';
import { insertRows } from './support/insert-rows.js';

/** Orders in their present state, with their parcels' scans and every promised date. */
export async function seedOrders(tx: Tx, world: DemoWorld, orders: DemoOrder[]): Promise<void> {
  const known = orders.filter(({ placedAt }) => placedAt < world.now);
  const shipped = known.filter(({ shippedAt }) => shippedAt < world.now);
  const shipments = shipped.map((order) => ({ order, id: idAt(world, order.shippedAt) }));
  const rows = [...known.map((order) => orderRow(world, order)), ...shopperRows(world)];
  const tracking = new Map(shipped.map((order) => [order.id, [order.tracking]]));
  await insertRows(tx, 'orders', rows);
  await insertRows(
    tx,
    'order_keys',
    rows.flatMap(({ id, number }) =>
      keysOfOrder(number, tracking.get(id) ?? []).map((key) => ({
        workspace_id: world.workspaceId,
        order_id: id,
        key,
      })),
    ),
  );
  await insertRows(
    tx,
    'shipments',
    shipments.map(({ order, id }) => shipmentRow(world, order, id)),
  );
  await insertRows(
    tx,
    'tracking_events',
    shipments.flatMap(({ order, id }) =>
      wayOf(order, world.now).map((event, index) => ({
        workspace_id: world.workspaceId,
        id: idAt(world, event.at),
        shipment_id: id,
        external_id: `${order.tracking}-${index}`,
        status: event.status,
        message: null,
        location: event.location,
        at: iso(event.at),
        estimated_at: null,
        received_at: iso(event.at),
      })),
    ),
  );
  await insertRows(
    tx,
    'promises',
    known.flatMap((order) => promiseRows(world, order)),
  );
}

function orderRow({ workspaceId, now }: DemoWorld, order: DemoOrder) {
  const {
    id,
    store,
    externalId,
    number,
    contact,
    total,
    items,
    placedAt,
    shippedAt,
    deliveredAt,
    laterPromise,
    promisedAt,
  } = order;
  const status = deliveredAt < now ? 'delivered' : shippedAt < now ? 'shipped' : 'paid';
  const later = laterPromise && laterPromise.notedAt < now ? laterPromise : null;
  const changedAt = Math.max(placedAt, ...[shippedAt, deliveredAt, later?.notedAt ?? 0].filter((at) => at < now));
  return {
    workspace_id: workspaceId,
    id,
    store_id: store.id,
    external_id: externalId,
    number,
    email: contact.email,
    phone: contact.phone,
    locale: contact.locale,
    currency: store.currency,
    total: total.toFixed(2),
    items,
    source_status: status,
    status,
    payment_status: 'paid',
    delayed: later !== null && deliveredAt >= now,
    promised_at: iso(later?.at ?? promisedAt),
    placed_at: iso(placedAt),
    source_updated_at: iso(changedAt),
    created_at: iso(placedAt),
    updated_at: iso(changedAt),
  };
}

/** The orders of the playground's people have not been sent yet: a button there does that. */
function shopperRows(world: DemoWorld) {
  const store = world.stores[0]!;
  const { placedAt, promisedAt } = datesOfOrder(new Date(world.now));
  return readShoppers().map(({ order, email, phone, locale }) => ({
    workspace_id: world.workspaceId,
    id: idAt(world, placedAt.getTime()),
    store_id: store.id,
    external_id: order.externalId,
    number: order.number,
    email,
    phone: `+${phone}`,
    locale,
    currency: store.currency,
    total: totalOf(order.items).toFixed(2),
    items: order.items,
    source_status: 'paid',
    status: 'paid',
    payment_status: 'paid',
    delayed: false,
    promised_at: promisedAt,
    placed_at: placedAt,
    source_updated_at: placedAt,
    created_at: placedAt,
    updated_at: placedAt,
  }));
}

function shipmentRow(
  { workspaceId, now }: DemoWorld,
  { id: orderId, externalId, tracking, carrier, shippedAt, deliveredAt }: DemoOrder,
  id: string,
) {
  const isThere = deliveredAt < now;
  return {
    workspace_id: workspaceId,
    id,
    order_id: orderId,
    external_id: `${externalId}-1`,
    number: tracking,
    carrier: carrier.name,
    url: carrier.url.replace('{n}', tracking),
    announced: [tracking],
    status: isThere ? 'delivered' : 'shipped',
    shipped_at: iso(shippedAt),
    delivered_at: isThere ? iso(deliveredAt) : null,
    source_updated_at: iso(isThere ? deliveredAt : shippedAt),
  };
}

function promiseRows(world: DemoWorld, { id, promisedAt, placedAt, laterPromise }: DemoOrder) {
  const row = (at: number, notedAt: number, source: 'shop' | 'carrier') => ({
    workspace_id: world.workspaceId,
    id: idAt(world, notedAt),
    order_id: id,
    promised_at: iso(at),
    source,
    noted_at: iso(notedAt),
  });
  const later =
    laterPromise && laterPromise.notedAt < world.now
      ? [row(laterPromise.at, laterPromise.notedAt + hour / 60, 'carrier')]
      : [];
  return [row(promisedAt, placedAt, 'shop'), ...later];
}
