import { DiscoveryService } from '@nestjs/core';
import { asConsequenceOf } from '../chain/chain.js';
import type { Tx } from '../database/database.js';
import { decoratedMethods, doubles } from '../discovery/find-decorated.js';
import type { AnyEvent, EventDefinition, EventOf } from './define-event.js';
import { type QueuedEvent, readEvent } from './read-event.js';

interface Subscription {
  name: string;
  events: EventDefinition[];
  takesSets?: boolean;
}

/** A subscriber's effect and the mark that it is done commit together, so the effect happens once. */
export interface RegisteredSubscriber extends Subscription {
  handle(event: AnyEvent, tx: Tx): Promise<void>;
  /** Of a subscriber that takes sets. */
  handleSet?(events: AnyEvent[], tx: Tx): Promise<void>;
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

/**
 * Subscribes a method to sets of events, for work that costs a set little more than an event: all of a batch, in their
 * order, or one alone after the batch has failed, so what it does must not depend on what else is in the set. Else as
 * `Subscriber`. What it publishes for an event belongs within `asConsequenceOf(event.chain, …)`; outside of that it
 * continues the deepest chain of the set.
 */
export function SetSubscriber<D extends EventDefinition>(events: D | D[], name: string) {
  return <Method extends (events: EventOf<D>[], tx: Tx) => Promise<void>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void =>
    void subscription({ name, events: [events].flat() as EventDefinition[], takesSets: true })(target, key, descriptor);
}

/** All subscribers of this process. Throws when two share a name. */
export function findSubscribers(discovery: DiscoveryService): RegisteredSubscriber[] {
  const found = decoratedMethods<Subscription, (given: AnyEvent | AnyEvent[], tx: Tx) => Promise<void>>(
    discovery,
    subscription,
  );
  const [double] = doubles(found.map(({ options }) => options.name));
  if (double) throw new Error(`Two subscribers are called ${double}`);
  return found.map(({ options, run }) =>
    options.takesSets
      ? { ...options, handle: (event, tx) => run([event], tx), handleSet: run }
      : { ...options, handle: run },
  );
}

/** One subscriber's work on one event, or on a set. */
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

  /** What is to be done for an event. Throws UnreadableEvent, but only when a subscriber has not handled it yet. */
  reactionsTo(row: QueuedEvent): Reaction[] {
    return this.waitingFor(row).map(({ subscriber, event }) => oneBy(subscriber, event));
  }

  /** What is to be done for a batch: event by event, then as sets. Throws as `reactionsTo`. */
  reactionsToAll(rows: QueuedEvent[]): Reaction[] {
    const waiting = rows.flatMap((row) => this.waitingFor(row));
    const single = waiting.filter(({ subscriber }) => !subscriber.handleSet);
    const sets = this.subscribers.flatMap((each) => {
      const events = waiting.flatMap(({ subscriber, event }) => (subscriber === each ? [event] : []));
      return each.handleSet && events.length ? [setBy(each.name, each.handleSet, events)] : [];
    });
    return [...single.map(({ subscriber, event }) => oneBy(subscriber, event)), ...sets];
  }

  /** The subscribers that have not handled an event yet, and the event. */
  private waitingFor(row: QueuedEvent): { subscriber: RegisteredSubscriber; event: AnyEvent }[] {
    const definition = this.definitions.get(row.type);
    const waiting = this.subscribers.filter(
      ({ name, events }) => events.includes(definition!) && !row.done.includes(name) && (row.onlyFor ?? name) === name,
    );
    if (!definition || waiting.length === 0) return [];
    const event = readEvent(definition, row);
    return waiting.map((subscriber) => ({ subscriber, event }));
  }
}

const oneBy = ({ name, handle }: RegisteredSubscriber, event: AnyEvent): Reaction => ({
  subscriber: name,
  run: (tx) => asConsequenceOf(event.chain, () => handle(event, tx)),
});

function setBy(
  subscriber: string,
  handle: (events: AnyEvent[], tx: Tx) => Promise<void>,
  events: AnyEvent[],
): Reaction {
  const deepest = events.reduce((one, other) => (other.chain.depth > one.chain.depth ? other : one));
  return { subscriber, run: (tx) => asConsequenceOf(deepest.chain, () => handle(events, tx)) };
}
