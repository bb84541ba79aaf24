import type { DemoOrder } from './make-order.js';
import { hour } from './support/time.js';

interface Scan {
  at: number;
  status: string;
  message: string;
  location: string;
}

/** Where a parcel has been by now, from one share of its way to the next. */
export function wayOf({ shippedAt, deliveredAt, carrier, contact, store, laterPromise }: DemoOrder, now: number): Scan[] {
  const at = (share: number) => shippedAt + (deliveredAt - shippedAt) * share;
  const scans: Scan[] = [
    { at: at(0), status: 'in_transit', message: `Handed to ${carrier.name}`, location: store.key === 'home' ? 'Copenhagen' : 'Porto' },
    { at: at(0.3), status: 'in_transit', message: 'Sorted', location: carrier.hub },
    ...(carrier.customs ? [{ at: at(0.5), status: 'in_transit', message: 'Arrived at customs', location: carrier.customs }, { at: at(0.75), status: 'in_transit', message: 'Released by customs', location: carrier.customs }] : []),
    ...(laterPromise ? [{ at: laterPromise.notedAt, status: 'delayed', message: 'Delayed, a new date is known', location: carrier.hub }] : []),
    { at: deliveredAt - 6 * hour, status: 'out_for_delivery', message: 'Out for delivery', location: contact.city },
    { at: deliveredAt, status: 'delivered', message: 'Delivered', location: contact.city },
  ];
  return scans.filter((scan) => scan.at < now).sort((a, b) => a.at - b.at);
}
