export * from './append-event.js';
export * from './event.js';
export * from './outbox.module.js';
export * from './relay.js';
export * from './relay-runner.js';
export * from './subscriber.js';
