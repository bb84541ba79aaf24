export { type DeadLetter, keepDeadLetter, reasonOf } from './dead-letters.js';
export { unnamedRawFiles } from './dead-letters.queries.js';
export {
  type DeadLetterRow,
  DeadLetters,
  type KeptDelivery,
  type RetriesDeliveries,
  Redelivery,
} from './manage-dead-letters.js';
export { Actor, type EventDefinition, type EventOf, type PayloadOf, defineEvent, fromTo } from './define-event.js';
export * from './outbox.module.js';
export { insertEvents } from './outbox.queries.js';
export { eventRows, newEvent, publish, publishAll, wakeRelays } from './publish.js';
export { Relay } from './relay.js';
export { SetSubscriber, Subscriber } from './subscriber.js';
