import { DateTime } from 'luxon';
import type { OrderInput } from '#libs/contracts';
import { Problem } from '#libs/platform';
import type { OrderChange, ShipmentChange, TrackingFacts } from '#libs/stores';
import { readStatus, shipmentStatusOf } from './order-status.js';

type Tracking = NonNullable<OrderInput['tracking']>[number];

/** Reads an order from the API's input. */
export function readOrderInput(externalId: string, input: OrderInput, timeZone: string): OrderChange {
  const status = readStatus(input.status);
  if (!status)
    throw new Problem('invalid-request', { errors: [{ path: 'body.status', message: 'not a status of an order' }] });
  const { number, locale, currency, total, items } = input;
  const [email, phone] = [input.email ?? null, input.phone || null];
  const updatedAt = new Date(input.updatedAt);
  return {
    externalId,
    hint: { number, email, phone },
    facts: {
      number,
      email,
      phone,
      locale,
      currency,
      total,
      items,
      updatedAt,
      // A late order counts as on its way, unless its parcels say that it is not.
      status: status === 'delayed' ? 'processing' : status,
      delayed:
        status === 'delayed' ||
        (input.tracking ?? []).some((tracking) => tracking.status && readStatus(tracking.status) === 'delayed'),
      paymentStatus: null,
      promisedAt: input.promisedAt === undefined ? undefined : readDay(input.promisedAt, timeZone),
      placedAt: null,
    },
    shipments: (input.tracking ?? []).map((tracking) =>
      readTracking(tracking, status === 'shipped' || status === 'delivered', updatedAt, timeZone),
    ),
  };
}

function readTracking(
  { number, carrier, url, status, events }: Tracking,
  isUnderway: boolean,
  updatedAt: Date,
  timeZone: string,
): ShipmentChange {
  return {
    externalId: number,
    facts: {
      number,
      carrier: carrier ?? null,
      url: url ?? null,
      status: (status ? shipmentStatusOf(status) : null) ?? (isUnderway ? 'shipped' : 'pending'),
      shippedAt: isUnderway ? updatedAt : null,
      updatedAt,
    },
    events: events.map((event): TrackingFacts => ({
      externalId: event.id ?? `${event.status}/${new Date(event.at).toISOString()}`,
      status: event.status.toLowerCase(),
      message: event.message ?? null,
      location: event.location ?? null,
      at: new Date(event.at),
      estimatedAt: readDay(event.estimatedAt ?? null, timeZone),
    })),
  };
}

/** A day means noon of that day in the shop's time zone, so that it stays the same day there. */
function readDay(day: string | null, timeZone: string): Date | null {
  if (day === null) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? DateTime.fromISO(`${day}T12:00`, { zone: timeZone }).toJSDate()
    : new Date(day);
}
