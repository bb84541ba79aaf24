export * from './config/index.js';
export * from './database/index.js';
export * from './outbox/index.js';
export * from './http/index.js';
export * from './problems/index.js';
export * from './secrets/index.js';
export * from './observe/index.js';
export * from './mail/index.js';
