import { createHmac, randomUUID } from 'node:crypto';

export interface ShopifyOptions {
  secret: string;
  domain: string;
  /** Headers over those that Shopify would send; an empty one is left out. */
  headers?: Record<string, string>;
}

/** Sends a webhook as Shopify does. Resolves with the status of the answer. */
export async function sendShopify(
  url: string,
  topic: string,
  payload: unknown,
  { secret, domain, headers = {} }: ShopifyOptions,
): Promise<number> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const all = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': domain,
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-event-id': randomUUID(),
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    ...headers,
  };
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value)),
  });
  return response.status;
}
