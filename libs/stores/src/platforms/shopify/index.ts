import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Secret, reason } from '#libs/contracts';
import { sameSecret } from '#libs/platform';
import { type NotUnderstood, type PlatformStore, type StoreRequest, definePlatform } from '../define-platform.js';
import type { OrderChange } from '../../order-change.js';
import { parseFulfillment, parseFulfillmentEvent } from './parse-fulfillment.js';
import { parseOrder } from './parse-order.js';

/** What a Shopify store needs; see https://shopify.dev/docs/apps/build/webhooks. */
const ShopifySettings = z.strictObject({ webhookSecret: Secret.optional().meta({ secret: true }) });
type ShopifySettings = z.infer<typeof ShopifySettings>;

const parsers: Record<string, (payload: unknown) => OrderChange | null> = {
  'orders/create': parseOrder,
  'orders/updated': parseOrder,
  'orders/cancelled': parseOrder,
  'fulfillments/create': parseFulfillment,
  'fulfillments/update': parseFulfillment,
  'fulfillment_events/create': parseFulfillmentEvent,
};

/**
 * Shopify: orders, fulfilments and their events, signed over the raw body.
 * https://shopify.dev/docs/apps/build/webhooks
 */
export const shopify = definePlatform({
  type: 'shopify',
  texts: new URL('./locales/', import.meta.url),
  settings: ShopifySettings,
  webhooks: { verify: verifyWebhook, deliveryIds, parse },
});

/** HMAC-SHA256 of the raw body in base64, and the shop's domain. A store without both settings accepts nothing. */
function verifyWebhook(
  { headers, body }: StoreRequest,
  { domain, settings: { webhookSecret } }: PlatformStore<ShopifySettings>,
): boolean {
  const signature = headers['x-shopify-hmac-sha256'];
  const shop = headers['x-shopify-shop-domain']?.trim().toLowerCase();
  if (!signature || !webhookSecret || !domain) return false;
  const expected = createHmac('sha256', webhookSecret).update(body).digest('base64');
  return sameSecret(signature, expected) && shop === domain.toLowerCase();
}

// Retries and a second subscription deliver one event under a new webhook id. Under another topic the same event id
// reports something else, so the topic is part of the id.
function deliveryIds({ headers }: StoreRequest): string[] {
  const topic = topicOf(headers);
  const ids = { delivery: headers['x-shopify-webhook-id'], event: headers['x-shopify-event-id'] };
  return Object.entries(ids).flatMap(([kind, id]) => (id ? [`${kind}/${topic}/${id.slice(0, 200)}`] : []));
}

function parse(request: StoreRequest): OrderChange | NotUnderstood {
  const topic = topicOf(request.headers);
  const parser = parsers[topic];
  return parser ? read(request, topic, parser) : { reason: reason('topic-unknown', { name: topic }) };
}

const topicOf = (headers: StoreRequest['headers']): string =>
  (headers['x-shopify-topic'] ?? '').toLowerCase().slice(0, 100);

function read(
  { body }: StoreRequest,
  topic: string,
  parser: (payload: unknown) => OrderChange | null,
): OrderChange | NotUnderstood {
  try {
    return parser(JSON.parse(body.toString('utf8'))) ?? { reason: reason('topic-incomplete', { name: topic }) };
  } catch (error) {
    // The message of a SyntaxError repeats the body.
    const why = error instanceof SyntaxError ? reason('not-json') : (error as Error).message.slice(0, 200);
    return { reason: reason('topic-not-read', { name: topic, why }) };
  }
}
