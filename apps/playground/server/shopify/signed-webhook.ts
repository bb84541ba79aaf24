import { createHmac, randomUUID } from 'node:crypto';

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
