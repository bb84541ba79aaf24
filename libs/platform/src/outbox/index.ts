export * from './append-event.js';
export * from './event.js';
export { NotifyRelays, OutboxApiModule } from './notify-relays.js';
export * from './outbox.module.js';
export * from './relay.js';
export * from './relay-runner.js';
export * from './subscriber.js';
