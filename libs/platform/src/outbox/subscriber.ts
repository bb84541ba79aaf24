import type { Provider } from '@nestjs/common';
import type { Tx } from '../database/database.js';
import type { EventType, StoredEvent } from './event.js';

/** Reacts to events. Its effect and the mark that it is done commit together, so the effect happens once. */
export interface Subscriber {
  name: string;
  on: readonly EventType[];
  handle(tx: Tx, event: StoredEvent): Promise<void>;
}

const registered = new WeakSet<object>();

/** Marks a provider's instance as a subscriber; the relay finds it by this. */
export const isSubscriber = (value: unknown): value is Subscriber =>
  typeof value === 'object' && value !== null && registered.has(value);

/** A Nest provider of a subscriber, made from the services it needs. */
export function provideSubscriber<Needs extends unknown[]>(
  inject: any[],
  create: (...needs: Needs) => Subscriber,
): Provider {
  const token = Symbol('subscriber');
  return {
    provide: token,
    inject,
    useFactory: (...needs: Needs) => {
      const subscriber = create(...needs);
      registered.add(subscriber);
      return subscriber;
    },
  };
}
