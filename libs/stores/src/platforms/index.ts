// Every shop platform, one line each.
export { api } from './api/index.js';
export { shopify } from './shopify/index.js';
