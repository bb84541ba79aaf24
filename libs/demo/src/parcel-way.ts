import type { DemoOrder } from './make-order.js';
import { hour } from './support/time.js';

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
