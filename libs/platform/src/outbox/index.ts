export { type DeadLetter, keepDeadLetter } from './dead-letters.js';
export { Actor, type EventDefinition, type EventOf, type PayloadOf, defineEvent, fromTo } from './define-event.js';
export { OutboxApiModule } from './notify-relays.js';
export * from './outbox.module.js';
export { eventRows, insertEvents, newEvent, publish, publishAll, wakeRelays } from './publish.js';
export { Relay } from './relay.js';
export { Subscriber } from './subscriber.js';
