import { readData } from './demo-texts.js';
import { type DemoStore, type DemoWorld, day, hour, idAt } from './demo-world.js';
import type { DemoContact } from './make-contact.js';

interface Carrier {
  name: string;
  number: string;
  url: string;
  hub: string;
  customs: string | null;
}
export interface DemoOrder {
  id: string;
  store: DemoStore;
  contact: DemoContact;
  externalId: string;
  number: string;
  placedAt: number;
  items: { name: string; quantity: number; price: string; sku: string }[];
  total: number;
  carrier: Carrier;
  tracking: string;
  /** The promise at the checkout, and the carrier's later date. */
  promisedAt: number;
  laterPromise: { at: number; notedAt: number } | null;
  shippedAt: number;
  deliveredAt: number;
}

const carriers = readData<Record<string, Carrier>>('carriers');

/** What an order must be like to fit the conversation. */
interface OrderWish {
  isUnderway: boolean;
  /** It has half of its way behind it, so that a parcel from abroad is at customs. */
  isHalfway: boolean;
  /** What it holds. */
  sku?: string;
}

/** The orders of the shops' buyers. Steps after the present are planned too, so that a parcel's way is complete. */
export class OrderBook {
  readonly all: DemoOrder[] = [];

  constructor(private readonly world: DemoWorld) {}

  /** The order that a contact writes about at this time: their last one, or one made for it. */
  about(contact: DemoContact, store: DemoStore, at: number, wish: OrderWish): DemoOrder {
    const recent = this.all.find(
      (order) =>
        order.contact === contact && order.store === store && order.placedAt < at && order.placedAt > at - 25 * day,
    );
    return recent ?? this.place(contact, store, at, wish);
  }

  private place(
    contact: DemoContact,
    store: DemoStore,
    before: number,
    { isUnderway, isHalfway, sku }: OrderWish,
  ): DemoOrder {
    const { random } = this.world;
    const [youngest, oldest] = isHalfway ? [5.8, 6.4] : isUnderway ? [3, 6] : [8, 15];
    const placedAt = before - random.between(youngest, oldest) * day;
    const travel =
      (isHalfway ? random.between(9.5, 10.5) : isUnderway ? random.between(8, 11) : random.between(3, 7)) * day;
    const isLate = random.chance(isUnderway ? 0.25 : 0.07);
    const carrier = carriers[contact.country]!;
    const shippedAt = placedAt + random.between(14, 40) * hour;
    const promisedAt = Math.ceil((placedAt + (isLate ? travel - 2 * day : travel + 1.5 * day)) / day) * day + 16 * hour;
    const order: DemoOrder = {
      id: idAt(this.world, placedAt),
      store,
      contact,
      placedAt,
      carrier,
      promisedAt,
      shippedAt,
      ...this.number(store),
      items: this.items(contact, store, sku),
      total: 0,
      tracking: carrier.number.replace(/#+/, (signs) =>
        String(random.whole(0, 10 ** signs.length - 1)).padStart(signs.length, '0'),
      ),
      deliveredAt: shippedAt + travel,
      laterPromise: isLate ? { at: promisedAt + 3 * day, notedAt: shippedAt + 2 * day } : null,
    };
    order.total = order.items.reduce((sum, item) => sum + item.quantity * Number(item.price), 0);
    this.all.push(order);
    return order;
  }

  private number(store: DemoStore): { externalId: string; number: string } {
    store.nextOrder += this.world.random.whole(1, 4);
    const number = `${store.orderPrefix}${store.nextOrder}`;
    return { number, externalId: store.key === 'home' ? `55120${store.nextOrder}713` : number };
  }

  private items({ locale }: DemoContact, { products }: DemoStore, wanted?: string) {
    const { random, languages } = this.world;
    const count = random.weighted({ 1: 6, 2: 3, 3: 1 });
    const first = products.filter(({ sku }) => sku === wanted);
    const chosen = new Set([
      ...first,
      ...Array.from({ length: Number(count) - first.length }, () => random.pick(products)),
    ]);
    return [...chosen].map(({ sku, price }) => ({
      name: languages[locale].products[sku]!,
      quantity: random.chance(0.2) ? 2 : 1,
      price: price.toFixed(2),
      sku,
    }));
  }
}

interface Scan {
  at: number;
  /** The code of a scan, which is shown in the reader's language. */
  status: string;
  location: string;
}

/** The scans of a parcel by now, each at a share of its way. */
export function wayOf(
  { shippedAt, deliveredAt, carrier, contact, store, laterPromise }: DemoOrder,
  now: number,
): Scan[] {
  const at = (share: number) => shippedAt + (deliveredAt - shippedAt) * share;
  const scans: Scan[] = [
    { at: at(0), status: 'carrier_picked_up', location: store.key === 'home' ? 'Copenhagen' : 'Porto' },
    { at: at(0.3), status: 'in_transit', location: carrier.hub },
    ...(carrier.customs ? [{ at: at(0.5), status: 'customs', location: carrier.customs }] : []),
    ...(laterPromise ? [{ at: laterPromise.notedAt, status: 'delayed', location: carrier.hub }] : []),
    { at: deliveredAt - 6 * hour, status: 'out_for_delivery', location: contact.city },
    { at: deliveredAt, status: 'delivered', location: contact.city },
  ];
  return scans.filter((scan) => scan.at < now).sort((a, b) => a.at - b.at);
}
