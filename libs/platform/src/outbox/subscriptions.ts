import { asConsequenceOf } from '../chain/chain.js';
import type { Tx } from '../database/database.js';
import type { EventDefinition } from './define-event.js';
import { type QueuedEvent, readEvent } from './read-event.js';
import type { RegisteredSubscriber } from './subscriber.js';

/** One subscriber's work on one event. */
interface Reaction {
  subscriber: string;
  run(tx: Tx): Promise<void>;
}

/** The subscribers by event. */
export class Subscriptions {
  private readonly definitions = new Map<string, EventDefinition>();

  constructor(private readonly subscribers: RegisteredSubscriber[]) {
    for (const definition of subscribers.flatMap(({ events }) => events))
      this.definitions.set(definition.type, definition);
  }

  /** The subscribers that have not handled an event yet. Throws UnreadableEvent, but only when there is one. */
  reactionsTo(row: QueuedEvent): Reaction[] {
    const definition = this.definitions.get(row.type);
    const waiting = this.subscribers.filter(
      ({ name, events }) => events.includes(definition!) && !row.done.includes(name),
    );
    if (!definition || waiting.length === 0) return [];
    const event = readEvent(definition, row);
    return waiting.map(({ name, handle }) => ({
      subscriber: name,
      run: (tx) => asConsequenceOf(event.chain, () => handle(event, tx)),
    }));
  }
}
