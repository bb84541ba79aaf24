import type { StorePlatform } from './define-platform.js';
import { shopify } from './shopify/index.js';

/** Every platform whose webhooks are understood. A new one is its folder and its line here. */
export const platforms: StorePlatform[] = [shopify];
