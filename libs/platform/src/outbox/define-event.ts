import { z } from 'zod';
import { Chain } from '../chain/chain.js';

/** Who did it. The id is null where none is known, or there is none. */
export const Actor = z.object({
  kind: z.enum(['agent', 'contact', 'rule', 'assistant', 'system']),
  id: z.uuid().nullable(),
});
export type Actor = z.infer<typeof Actor>;

/** A value that changed. `from` is also null where it is not known, as in events stored by the version before. */
export const fromTo = <Value extends z.ZodType>(value: Value) => z.object({ from: value.nullable(), to: value });

type Shape = z.ZodRawShape;
type Schema<S extends Shape> = z.ZodObject<S & { actor: typeof Actor; chain: typeof Chain }>;

/** A kind of event, as the lib declares it that publishes it. */
export interface EventDefinition<Type extends string = string, S extends Shape = Shape> {
  /** As it is stored; never changed while rows with it may exist. */
  readonly type: Type;
  readonly schema: Schema<S>;
  /** Makes of a payload that the version before stored one of today. */
  readonly upgrade: (old: OldPayload) => Record<string, unknown>;
}

/** What was stored before events said who did it: flat, and unchecked. */
export type OldPayload = Record<string, unknown>;

/** An event as a subscriber receives it; of several definitions the union, told apart by `type`. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer Type, infer S>
    ? { type: Type; id: string; workspaceId: string; createdAt: Date } & z.output<Schema<S>>
    : never;

/** What every event says. */
export interface AnyEvent {
  type: string;
  id: string;
  workspaceId: string;
  createdAt: Date;
  ticketId?: string;
  actor: Actor;
  chain: Chain;
}

/** What a publisher says. The chain is found by itself. */
export type PayloadOf<D extends EventDefinition> =
  D extends EventDefinition<string, infer S> ? Omit<z.input<Schema<S>>, 'chain'> : never;

const defined = new Set<string>();

/**
 * Declares a kind of event: what happened, in the past tense. Its fields are ids, enums, flags and numbers, never what
 * people wrote: events lie in queues and dead letters, which are readable to operators and outlive an erasure. Of a text
 * an event says only that it changed. A `ticketId` keeps the events of a ticket in order.
 */
export function defineEvent<const Type extends string, S extends Shape>(
  type: Type,
  shape: S,
  upgrade: EventDefinition['upgrade'] = (old) => old,
): EventDefinition<Type, S> {
  if (!/^[A-Z][A-Za-z]*$/.test(type)) throw new Error(`An event cannot be called ${type}`);
  if (defined.has(type)) throw new Error(`Two events are called ${type}`);
  defined.add(type);
  return { type, schema: z.object({ ...shape, actor: Actor, chain: Chain }) as Schema<S>, upgrade };
}
