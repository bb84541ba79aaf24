export * from './define-channel.js';
export { adapters } from './adapters/index.js';
