import type { OrderStatus } from '#libs/contracts';
import type { OrderChange } from '../../order-change.js';
import { asChangeTime, asCount, asDate, asEmail, asFields, asId, asList, asMoney, asText } from './fields.js';
import { shipmentOf } from './parse-fulfillment.js';

type Fields = ReturnType<typeof asFields>;

/** The payload of orders/create, orders/updated and orders/cancelled. */
export function parseOrder(payload: unknown): OrderChange | null {
  const order = asFields(payload);
  const externalId = asId(order['id']);
  const number = asText(order['name'], 60) ?? asText(order['order_number'], 60);
  const updatedAt = asChangeTime(order['updated_at']);
  if (!externalId || !number || !updatedAt) return null;
  const { email, phone } = buyerOf(order);
  return {
    externalId,
    hint: { number, email, phone },
    facts: {
      number,
      email,
      phone,
      updatedAt,
      locale: localeOf(order['customer_locale']),
      currency: /^[A-Z]{3}$/.test(String(order['currency'])) ? String(order['currency']) : null,
      total: asMoney(order['current_total_price']) ?? asMoney(order['total_price']) ?? '0',
      items: asList(order['line_items']).map((item) => ({
        name:
          [asText(item['title']), asText(item['variant_title'])].filter(Boolean).join(', ') ||
          (asText(item['name']) ?? ''),
        quantity: asCount(item['current_quantity'] ?? item['quantity']),
        price: asMoney(item['price']),
        sku: asText(item['sku'], 120),
      })),
      status: statusOf(order),
      delayed: false,
      paymentStatus: asText(order['financial_status'], 40),
      promisedAt: undefined,
      placedAt: asDate(order['processed_at']) ?? asDate(order['created_at']),
    },
    shipments: asList(order['fulfillments']).flatMap((fulfillment) => shipmentOf(fulfillment) ?? []),
  };
}

/**
 * The buyer's addresses. The recipient of a parcel may be another person, for example of a gift: their address proves
 * nothing.
 */
function buyerOf(order: Fields): { email: string | null; phone: string | null } {
  const [customer, billing] = ['customer', 'billing_address'].map((name) => asFields(order[name])) as [Fields, Fields];
  return {
    email: asEmail(order['contact_email']) ?? asEmail(order['email']) ?? asEmail(customer['email']),
    phone:
      [order['phone'], customer['phone'], billing['phone']].map((phone) => asText(phone, 40)).find(Boolean) ?? null,
  };
}

/** An order of which only a part was sent is not yet on its way. */
function statusOf(order: Fields): OrderStatus {
  if (asDate(order['cancelled_at'])) return 'cancelled';
  if (order['financial_status'] === 'refunded') return 'refunded';
  if (order['fulfillment_status'] === 'fulfilled') return 'shipped';
  if (order['fulfillment_status'] === 'partial') return 'processing';
  return order['financial_status'] === 'paid' || order['financial_status'] === 'partially_refunded'
    ? 'paid'
    : 'pending';
}

function localeOf(value: unknown): string | null {
  const locale = asText(value, 35);
  return locale && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : null;
}
