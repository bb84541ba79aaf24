import type { OrderStatus } from '#libs/contracts';
import type { ShipmentStatus } from '#libs/stores';

/** The words of shops for the states of an order, by our state. */
const words: Record<OrderStatus | 'delayed', string> = {
  pending: 'pending open new created placed received unpaid draft awaiting_payment pending_payment authorized',
  paid: 'paid confirmed accepted approved unfulfilled unshipped payment_received',
  processing:
    'processing in_progress preparing packed packing picking ready ready_to_ship on_hold partial partially_fulfilled partially_shipped backordered label_printed',
  shipped:
    'shipped sent dispatched fulfilled in_transit on_the_way out_for_delivery in_delivery handed_over partially_delivered ready_for_pickup shipping',
  delivered: 'delivered completed complete received_by_customer picked_up done closed',
  cancelled: 'cancelled canceled voided void declined failed rejected expired',
  refunded: 'refunded',
  returned: 'returned returned_to_sender return_received',
  delayed: 'delayed late',
};
const known = new Map(
  Object.entries(words).flatMap(([status, list]) =>
    list.split(' ').map((word) => [word, status as OrderStatus | 'delayed'] as const),
  ),
);
const way: OrderStatus[] = ['pending', 'paid', 'processing', 'shipped', 'delivered'];

/** A shop's word in the one way that it is compared. */
export const wordOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** Whether a shop's word says that only a part was sent. */
export const isPartial = (text: string): boolean => /^partial(ly_(fulfilled|shipped))?$/.test(wordOf(text));

/** Our state for a shop's word; null for an unknown word. */
export const readStatus = (text: string): OrderStatus | 'delayed' | null => known.get(wordOf(text)) ?? null;

/** A parcel's state, by the word of a shop or of a carrier's scan; null when the word does not say it. */
export function shipmentStatusOf(text: string): ShipmentStatus | null {
  const word = wordOf(text);
  if (['delayed', 'attempted_delivery', 'failure', 'late', 'exception', 'customs'].includes(word)) return 'shipped';
  if (['confirmed', 'label_printed', 'label_purchased', 'pending', 'pre_transit'].includes(word)) return 'pending';
  if (word === 'carrier_picked_up') return 'shipped';
  const status = readStatus(word);
  if (status === 'delivered' || status === 'cancelled') return status;
  return status === 'shipped' ? 'shipped' : null;
}

/** Whether an order has come at least this far. Final states besides delivery are not on the way. */
export const hasReached = (status: OrderStatus, step: OrderStatus): boolean =>
  way.indexOf(status) >= way.indexOf(step) && way.includes(status);

const ends: OrderStatus[] = ['cancelled', 'refunded', 'returned'];

/** Whether one state comes before another in an order's life; the ends besides delivery come last, side by side. */
export const isBefore = (one: OrderStatus, other: OrderStatus): boolean => {
  const place = (status: OrderStatus) => (ends.includes(status) ? way.length : way.indexOf(status));
  return place(one) < place(other);
};

/**
 * An order's status from what its source reports of the whole and what is known of its parcels: `whole` is whether they
 * are all of it, null when no source says.
 */
export function effectiveStatus(
  source: OrderStatus,
  parcels: { status: ShipmentStatus }[],
  whole: boolean | null = null,
): OrderStatus {
  if (!way.includes(source) || source === 'delivered') return source;
  const live = parcels.filter(({ status }) => status !== 'cancelled');
  const isUnderway = live.some(({ status }) => status !== 'pending');
  if (whole === false && source !== 'shipped')
    return isUnderway && isBefore(source, 'processing') ? 'processing' : source;
  // A source that reports "processing" has more to send than the parcels that are stored, unless these are all of it.
  if (live.length > 0 && live.every(({ status }) => status === 'delivered') && (source !== 'processing' || whole))
    return 'delivered';
  return source === 'shipped' || isUnderway ? 'shipped' : source;
}
