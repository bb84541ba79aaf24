export * from './client-address.js';
export * from './endpoint.decorator.js';
export * from './input.decorator.js';
export * from './page.js';
export * from './idempotency.js';
