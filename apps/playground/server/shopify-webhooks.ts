import { createHmac, randomUUID } from 'node:crypto';
import { type Shopper, totalOf } from '#libs/demo';
import type { ShopOrder } from '../shared/playground-state.js';

const fulfilmentId = ({ externalId }: ShopOrder) => Number(`4${externalId.slice(1)}`);
const now = () => new Date().toISOString();

/** The payload of orders/create and orders/updated. */
export const orderPayload = (order: ShopOrder, { name, email, phone, locale, city, country }: Shopper): object => ({
  id: Number(order.externalId),
  name: order.number,
  order_number: order.number,
  email,
  contact_email: email,
  phone: `+${phone}`,
  customer_locale: locale,
  currency: 'EUR',
  created_at: order.placedAt,
  processed_at: order.placedAt,
  updated_at: now(),
  financial_status: 'paid',
  fulfillment_status: order.status === 'paid' ? null : 'fulfilled',
  total_price: totalOf(order.items).toFixed(2),
  current_total_price: totalOf(order.items).toFixed(2),
  line_items: order.items.map(({ name: title, quantity, price, sku }, index) => ({
    id: index + 1,
    title,
    quantity,
    price,
    sku,
  })),
  shipping_address: { name, city, country_code: country, phone: `+${phone}` },
});

/** The payload of fulfillments/create: the parcel leaves. */
export const fulfilmentOf = (order: ShopOrder, { email, phone }: Shopper): object => ({
  id: fulfilmentId(order),
  order_id: Number(order.externalId),
  name: `${order.number}.1`,
  status: 'success',
  shipment_status: null,
  created_at: now(),
  updated_at: now(),
  email,
  destination: { phone: `+${phone}` },
  tracking_company: order.tracking?.carrier,
  tracking_number: order.tracking?.number,
  tracking_numbers: [order.tracking?.number],
  tracking_url: order.tracking?.url,
  tracking_urls: [order.tracking?.url],
});

/** The payload of fulfillment_events/create: what the carrier says of the parcel. */
export const scanOf = (order: ShopOrder, { city, country }: Shopper): object => ({
  id: Date.now(),
  order_id: Number(order.externalId),
  fulfillment_id: fulfilmentId(order),
  status: order.status,
  happened_at: now(),
  created_at: now(),
  message: order.status === 'delayed' ? 'Delayed at the sorting centre' : 'Delivered',
  city: order.status === 'delayed' ? 'Hamburg' : city,
  country,
  ...(order.status === 'delayed' && { estimated_delivery_at: order.promisedAt }),
});

/** Posts a webhook as Shopify does: signed over its bytes, and named so that a repetition is known. */
export async function postShopWebhook(
  url: string,
  { domain, webhookSecret }: { domain: string; webhookSecret: string },
  topic: string,
  payload: object,
): Promise<number> {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': domain,
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-event-id': randomUUID(),
    'x-shopify-api-version': '2026-10',
    'x-shopify-hmac-sha256': createHmac('sha256', webhookSecret).update(body).digest('base64'),
  };
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
  await response.arrayBuffer();
  return response.status;
}
