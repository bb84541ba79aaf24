import type { OrderChange, ShipmentChange, ShipmentStatus } from '../../order-change.js';
import { asChangeTime, asDate, asEmail, asFields, asId, asLink, asText } from './fields.js';

type Fields = ReturnType<typeof asFields>;

/** The payload of fulfillments/create and fulfillments/update. It may come before its order. */
export function parseFulfillment(payload: unknown): OrderChange | null {
  const fulfillment = asFields(payload);
  const externalId = asId(fulfillment['order_id']);
  const shipment = shipmentOf(fulfillment);
  if (!externalId || !shipment) return null;
  // A fulfilment's name begins with its order's: #1001.1 is the first of #1001.
  const number = asText(fulfillment['name'], 60)?.replace(/\.\d+$/, '') ?? null;
  return {
    externalId,
    facts: null,
    hint: { number, email: asEmail(fulfillment['email']), phone: null },
    shipments: [shipment],
  };
}

/** A parcel, from a fulfilment or from an order's list of them. */
export function shipmentOf(fulfillment: Fields): ShipmentChange | null {
  const externalId = asId(fulfillment['id']);
  const updatedAt = asChangeTime(fulfillment['updated_at']);
  if (!externalId || !updatedAt) return null;
  const [numbers, urls] = ['tracking_numbers', 'tracking_urls'].map((name) =>
    Array.isArray(fulfillment[name]) ? (fulfillment[name] as unknown[]) : [],
  ) as [unknown[], unknown[]];
  return {
    externalId,
    events: [],
    facts: {
      updatedAt,
      number: asText(fulfillment['tracking_number'], 120) ?? asText(numbers[0], 120),
      url: asLink(fulfillment['tracking_url']) ?? asLink(urls[0]),
      carrier: asText(fulfillment['tracking_company'], 80),
      status: statusOf(fulfillment),
      shippedAt: asDate(fulfillment['created_at']),
    },
  };
}

function statusOf({ status, shipment_status: parcel }: Fields): ShipmentStatus {
  if (['cancelled', 'error', 'failure'].includes(String(status))) return 'cancelled';
  if (parcel === 'delivered') return 'delivered';
  return status === 'success' ? 'shipped' : 'pending';
}
