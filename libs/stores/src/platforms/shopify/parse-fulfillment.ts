import type { Tracking } from '#libs/contracts';
import type { OrderChange, ShipmentChange, ShipmentStatus, Units } from '../../order-change.js';
import { asChangeTime, asCount, asDate, asEmail, asFields, asId, asLink, asList, asText } from './fields.js';

type Fields = ReturnType<typeof asFields>;

/** The payload of fulfillments/create and fulfillments/update. It may come before its order. */
export function parseFulfillment(payload: unknown): OrderChange | null {
  const fulfillment = asFields(payload);
  const externalId = asId(fulfillment['order_id']);
  if (!externalId || !isDated(fulfillment)) return null;
  // A fulfilment's name begins with its order's: #1001.1 is the first of #1001.
  const number = asText(fulfillment['name'], 60)?.replace(/\.\d+$/, '') ?? null;
  return {
    externalId,
    facts: null,
    hint: { number, email: asEmail(fulfillment['email']), phone: null },
    shipments: parcelsOf([fulfillment]),
  };
}

/**
 * The parcels among fulfilments; a gift card, a download and what is picked up in the shop are fulfilled without one.
 */
export const parcelsOf = (fulfillments: Fields[]): ShipmentChange[] =>
  fulfillments.filter((each) => isDated(each) && hasParcel(each)).map(parcelOf);

const isDated = (fulfillment: Fields): boolean =>
  asId(fulfillment['id']) !== null && asChangeTime(fulfillment['updated_at']) !== null;

function parcelOf(fulfillment: Fields): ShipmentChange {
  return {
    externalId: asId(fulfillment['id'])!,
    events: [],
    facts: {
      updatedAt: asChangeTime(fulfillment['updated_at'])!,
      tracking: trackingOf(fulfillment),
      units: unitsOf(asList(fulfillment['line_items'])),
      carrier: asText(fulfillment['tracking_company'], 80),
      status: statusOf(fulfillment),
      shippedAt: asDate(fulfillment['created_at']),
    },
  };
}

function hasParcel(fulfillment: Fields): boolean {
  if (trackingOf(fulfillment).length > 0) return true;
  const items = asList(fulfillment['line_items']);
  if (items.length > 0 && !items.some(isSent)) return false;
  // Without a destination it is handed over in the shop. Payloads that do not name one say nothing.
  return !isPickedUp(fulfillment) && fulfillment['destination'] !== null;
}

/** Whether the buyer fetches it: nothing is on its way. */
export const isPickedUp = ({ shipment_status: status }: Fields): boolean =>
  status === 'ready_for_pickup' || status === 'picked_up';

/** Whether an item travels. Shopify marks gift cards, downloads and services so. */
export const isSent = ({ requires_shipping: ships, gift_card: isCard }: Fields): boolean =>
  ships !== false && isCard !== true;

/** How many of each line travel, at most; null when no line says. */
export function unitsOf(items: Fields[], count: (item: Fields) => unknown = ({ quantity }) => quantity): Units | null {
  const units = items.filter(isSent).flatMap((item): [string, number][] => {
    const id = asId(item['id']);
    return id ? [[id, asCount(count(item))]] : [];
  });
  return items.length > 0 && units.length === items.filter(isSent).length ? Object.fromEntries(units) : null;
}

const mostNumbers = 50;

/** Every tracking number with its link, in the order of the shop. */
function trackingOf(fulfillment: Fields): Tracking[] {
  const all = (one: string, many: string): unknown[] => {
    const list = fulfillment[many];
    return Array.isArray(list) && list.length > 0 ? list.slice(0, mostNumbers) : [fulfillment[one]];
  };
  const urls = all('tracking_url', 'tracking_urls').flatMap((url) => asLink(url) ?? []);
  const numbers = [
    ...new Set(all('tracking_number', 'tracking_numbers').flatMap((number) => asText(number, 120) ?? [])),
  ];
  if (numbers.length === 0) return urls.map((url) => ({ number: null, url }));
  // Links stand beside their numbers; where some are missing, a link belongs to the number in it.
  const urlOf = (number: string, index: number) =>
    urls.length === numbers.length ? urls[index] : urls.find((url) => url.includes(encodeURIComponent(number)));
  return numbers.map((number, index) => ({ number, url: urlOf(number, index) ?? null }));
}

function statusOf({ status, shipment_status: parcel }: Fields): ShipmentStatus {
  if (['cancelled', 'error', 'failure'].includes(String(status))) return 'cancelled';
  if (parcel === 'delivered') return 'delivered';
  return status === 'success' ? 'shipped' : 'pending';
}

/** The payload of fulfillment_events/create: one scan of one parcel. */
export function parseFulfillmentEvent(payload: unknown): OrderChange | null {
  const event = asFields(payload);
  const [externalId, order, shipment] = ['id', 'order_id', 'fulfillment_id'].map((name) => asId(event[name]));
  const status = asText(event['status'], 60)?.toLowerCase();
  const at = asDate(event['happened_at']) ?? asDate(event['created_at']);
  if (!externalId || !order || !shipment || !status || !at) return null;
  const location = [event['city'], event['province'], event['country']]
    .map((part) => asText(part, 80))
    .filter(Boolean)
    .join(', ');
  return {
    externalId: order,
    facts: null,
    hint: { number: null, email: null, phone: null },
    shipments: [
      {
        externalId: shipment,
        facts: null,
        events: [
          {
            externalId,
            status,
            message: asText(event['message'], 500),
            location: location || null,
            at,
            estimatedAt: asDate(event['estimated_delivery_at']),
          },
        ],
      },
    ],
  };
}
