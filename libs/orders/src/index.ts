export * from './orders.module.js';
export { keysOfOrder } from './search/order-keys.js';
export { type NoticeFacts, writeNotice } from './notices/write-notice.js';
