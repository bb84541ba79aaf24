import type { OrderDelivery, OrderStatus } from '#libs/contracts';
import type { OrderChange } from '../../order-change.js';
import { asChangeTime, asCount, asDate, asEmail, asFields, asId, asList, asMoney, asText } from './fields.js';
import { isFetched } from './is-fetched.js';
import { isPickedUp, isSent, parcelsOf, unitsOf } from './parse-fulfillment.js';

type Fields = ReturnType<typeof asFields>;

/** The payload of orders/create, orders/updated and orders/cancelled. */
export function parseOrder(payload: unknown): OrderChange | null {
  const order = asFields(payload);
  const externalId = asId(order['id']);
  const number = asText(order['name'], 60) ?? asText(order['order_number'], 60);
  const updatedAt = asChangeTime(order['updated_at']);
  if (!externalId || !number || !updatedAt) return null;
  const { email, phone } = buyerOf(order);
  const items = asList(order['line_items']);
  const fulfillments = asList(order['fulfillments']);
  const delivery = deliveryOf(order, items, fulfillments);
  return {
    externalId,
    hint: { number, email, phone },
    facts: {
      number,
      email,
      phone,
      updatedAt,
      locale: localeOf(order['customer_locale']),
      country: countryOf(asFields(order['shipping_address'])['country_code']),
      currency: /^[A-Z]{3}$/.test(String(order['currency'])) ? String(order['currency']) : null,
      total: asMoney(order['current_total_price']) ?? asMoney(order['total_price']) ?? '0',
      items: items.map((item) => ({
        name:
          [asText(item['title']), asText(item['variant_title'])].filter(Boolean).join(', ') ||
          (asText(item['name']) ?? ''),
        quantity: asCount(item['current_quantity'] ?? item['quantity']),
        price: asMoney(item['price']),
        sku: asText(item['sku'], 120),
      })),
      status: statusOf(order, delivery, fulfillments),
      partial: order['fulfillment_status'] === 'partial',
      delivery,
      toShip: unitsOf(items, (item) => item['current_quantity'] ?? item['quantity']),
      delayed: false,
      paymentStatus: asText(order['financial_status'], 40),
      promisedAt: undefined,
      placedAt: asDate(order['processed_at']) ?? asDate(order['created_at']),
    },
    shipments: parcelsOf(fulfillments),
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

/**
 * How the goods reach the buyer. Where they are picked up, Shopify names no shipping address, or the way to ship says
 * so; a payload without these fields says nothing.
 */
function deliveryOf(order: Fields, items: Fields[], fulfillments: Fields[]): OrderDelivery {
  if (items.length > 0 && !items.some(isSent)) return 'none';
  const ways = asList(order['shipping_lines']).flatMap((line) =>
    ['delivery_category', 'code', 'title'].map((name) => asText(line[name]) ?? ''),
  );
  const isPickup = order['shipping_address'] === null || ways.some(isFetched) || fulfillments.some(isPickedUp);
  return isPickup && parcelsOf(fulfillments).every(({ facts }) => facts!.tracking.length === 0) ? 'pickup' : 'carrier';
}

/** An order of which only a part was sent is not yet on its way. */
function statusOf(order: Fields, delivery: OrderDelivery, fulfillments: Fields[]): OrderStatus {
  if (asDate(order['cancelled_at'])) return 'cancelled';
  if (order['financial_status'] === 'refunded') return 'refunded';
  if (order['fulfillment_status'] === 'fulfilled') {
    // Without a parcel, what is fulfilled has arrived, unless it waits in the shop.
    const waits = fulfillments.some(({ shipment_status: status }) => status === 'ready_for_pickup');
    return delivery === 'carrier' || waits ? 'shipped' : 'delivered';
  }
  if (order['fulfillment_status'] === 'partial') return 'processing';
  return order['financial_status'] === 'paid' || order['financial_status'] === 'partially_refunded'
    ? 'paid'
    : 'pending';
}

function countryOf(value: unknown): string | null {
  const country = asText(value, 2)?.toUpperCase();
  return country && /^[A-Z]{2}$/.test(country) ? country : null;
}

function localeOf(value: unknown): string | null {
  const locale = asText(value, 35);
  return locale && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : null;
}
