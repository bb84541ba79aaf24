export * from './orders.module.js';
export { type NoticeFacts, writeNotice } from './notices/write-notice.js';
import './stores/store.entity.js';
