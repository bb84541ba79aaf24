import { definePlatform, type NotUnderstood, type StoreRequest } from '../define-platform.js';
import type { OrderChange } from '../../order-change.js';
import { parseFulfillment } from './parse-fulfillment.js';
import { parseFulfillmentEvent } from './parse-fulfillment-event.js';
import { parseOrder } from './parse-order.js';
import { ShopifySettings } from './settings.js';
import { verifyWebhook } from './verify-webhook.js';

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
  return parser ? read(request, topic, parser) : { reason: `A topic that is not followed: ${topic}` };
}

const topicOf = (headers: StoreRequest['headers']): string =>
  (headers['x-shopify-topic'] ?? '').toLowerCase().slice(0, 100);

function read(
  { body }: StoreRequest,
  topic: string,
  parser: (payload: unknown) => OrderChange | null,
): OrderChange | NotUnderstood {
  try {
    return parser(JSON.parse(body.toString('utf8'))) ?? { reason: `${topic} without what it must hold` };
  } catch (error) {
    // The message of a SyntaxError repeats the body.
    const why = error instanceof SyntaxError ? 'not JSON' : (error as Error).message.slice(0, 200);
    return { reason: `${topic} could not be read: ${why}` };
  }
}
