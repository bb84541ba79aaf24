import { Secret } from '#libs/contracts';
import { z } from 'zod';

/** What a Shopify store needs; see https://shopify.dev/docs/apps/build/webhooks. */
export const ShopifySettings = z.strictObject({ webhookSecret: Secret.optional().meta({ secret: true }) });
export type ShopifySettings = z.infer<typeof ShopifySettings>;
