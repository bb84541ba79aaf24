import { createHmac } from 'node:crypto';
import { sameSecret } from '#libs/platform';
import type { PlatformStore, StoreRequest } from '../define-platform.js';
import type { ShopifySettings } from './settings.js';

/** HMAC-SHA256 of the raw body in base64, and the shop's domain. A store without both settings accepts nothing. */
export function verifyWebhook(
  { headers, body }: StoreRequest,
  { domain, settings: { webhookSecret } }: PlatformStore<ShopifySettings>,
): boolean {
  const signature = headers['x-shopify-hmac-sha256'];
  const shop = headers['x-shopify-shop-domain']?.trim().toLowerCase();
  if (!signature || !webhookSecret || !domain) return false;
  const expected = createHmac('sha256', webhookSecret).update(body).digest('base64');
  return sameSecret(signature, expected) && shop === domain.toLowerCase();
}
