import { DiscoveryService } from '@nestjs/core';
import { asConsequenceOf } from '../chain/chain.js';
import type { Tx } from '../database/database.js';
import { decoratedMethods, doubles } from '../discovery/find-decorated.js';
import type { AnyEvent, EventDefinition, EventOf } from './define-event.js';
import { type QueuedEvent, readEvent } from './read-event.js';

interface Subscription {
  name: string;
  events: EventDefinition[];
}

/** A subscriber's effect and the mark that it is done commit together, so the effect happens once. */
export interface RegisteredSubscriber extends Subscription {
  handle(event: AnyEvent, tx: Tx): Promise<void>;
}

const subscription = DiscoveryService.createDecorator<Subscription>();

/**
 * Subscribes a method of a worker's provider to an event, or to several. It runs in the transaction that ends the
 * event, in the event's workspace, and in order for the events of a ticket. An error that it throws is retried.
 * @param name unique, kebab-case, and never changed: it is stored with events that wait for a retry
 */
export function Subscriber<D extends EventDefinition>(events: D | D[], name: string) {
  return <Method extends (event: EventOf<D>, tx: Tx) => Promise<void>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => void subscription({ name, events: [events].flat() as EventDefinition[] })(target, key, descriptor);
}

/** All subscribers of this process. Throws when two share a name. */
export function findSubscribers(discovery: DiscoveryService): RegisteredSubscriber[] {
  const found = decoratedMethods<Subscription, RegisteredSubscriber['handle']>(discovery, subscription);
  const [double] = doubles(found.map(({ options }) => options.name));
  if (double) throw new Error(`Two subscribers are called ${double}`);
  return found.map(({ options, run }) => ({ ...options, handle: run }));
}

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
      ({ name, events }) => events.includes(definition!) && !row.done.includes(name) && (row.onlyFor ?? name) === name,
    );
    if (!definition || waiting.length === 0) return [];
    const event = readEvent(definition, row);
    return waiting.map(({ name, handle }) => ({
      subscriber: name,
      run: (tx) => asConsequenceOf(event.chain, () => handle(event, tx)),
    }));
  }
}
