export * from './orders.module.js';
export { type NoticeFacts, writeNotice } from './notices/write-notice.js';
