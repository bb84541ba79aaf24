import { type OrderDelivery, type OrderItem, type OrderStatus, type Tracking } from '#libs/contracts';

/** How many of each line of an order. */
export type Units = Record<string, number>;

/** What a source reports of an order as a whole. */
export interface OrderFacts {
  number: string;
  email: string | null;
  phone: string | null;
  /** Null: the store's. */
  locale: string | null;
  currency: string | null;
  /** Where it is sent to, ISO 3166 in two letters; undefined or null when the source does not say it. */
  country?: string | null;
  total: string;
  items: OrderItem[];
  status: OrderStatus;
  /** The source itself reports that only a part was sent. */
  partial: boolean;
  /** Null: as known, else with a carrier. */
  delivery: OrderDelivery | null;
  /** What has to be sent, as units by the id of their line; null when the source does not say what a parcel holds. */
  toShip: Units | null;
  /** The source itself reports that the order will be late. */
  delayed: boolean;
  paymentStatus: string | null;
  /** Undefined when the source does not report it. */
  promisedAt: Date | null | undefined;
  placedAt: Date | null;
  /** The source's own time of the change: a report older than the stored one is ignored. */
  updatedAt: Date;
}

export type ShipmentStatus = 'pending' | 'shipped' | 'delivered' | 'cancelled';
interface ShipmentFacts {
  carrier: string | null;
  tracking: Tracking[];
  /** What the parcel holds; null when the source does not say. */
  units: Units | null;
  status: ShipmentStatus;
  shippedAt: Date | null;
  updatedAt: Date;
}

/** A parcel's scan, in the words of its source: `in_transit`, `delayed`, `delivered`, … */
export interface TrackingFacts {
  externalId: string;
  status: string;
  message: string | null;
  location: string | null;
  at: Date;
  estimatedAt: Date | null;
}

export interface ShipmentChange {
  externalId: string;
  /** Null when only a scan of it is reported. */
  facts: ShipmentFacts | null;
  events: TrackingFacts[];
}

/** A report about one order: of the whole, of its parcels, or of a scan. */
export interface OrderChange {
  externalId: string;
  facts: OrderFacts | null;
  /** What is known of an order whose parcel is reported before the order. */
  hint: { number: string | null; email: string | null; phone: string | null };
  shipments: ShipmentChange[];
}

/** How far a shop's clock may be ahead of ours, in milliseconds. */
export const clockSkew = 5 * 60_000;

/**
 * A change or a scan dated ahead, by more than a clock that is a little fast, counts as of now: with its own date, it
 * would make every later one look old.
 */
export function notAhead(change: OrderChange, now = new Date()): OrderChange {
  const isAhead = (at: Date) => at.getTime() > now.getTime() + clockSkew;
  const bounded = <T extends { updatedAt: Date }>(facts: T | null): T | null =>
    facts && isAhead(facts.updatedAt) ? { ...facts, updatedAt: now } : facts;
  return {
    ...change,
    facts: bounded(change.facts),
    shipments: change.shipments.map((shipment) => ({
      ...shipment,
      facts: bounded(shipment.facts),
      events: shipment.events.map((event) => (isAhead(event.at) ? { ...event, at: now } : event)),
    })),
  };
}
