import type { OrderItem, OrderStatus } from '#libs/contracts';

/** What a source reports of an order as a whole. */
export interface OrderFacts {
  number: string;
  email: string | null;
  phone: string | null;
  /** Null: the store's. */
  locale: string | null;
  currency: string | null;
  total: string;
  items: OrderItem[];
  status: OrderStatus;
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
export interface ShipmentFacts {
  number: string | null;
  carrier: string | null;
  url: string | null;
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
