import type { OrderChange } from '../../order-change.js';
import { asDate, asFields, asId, asText } from './fields.js';

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
