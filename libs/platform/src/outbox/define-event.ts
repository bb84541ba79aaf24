import { z } from 'zod';
import { Chain } from '../chain/chain.js';

/** Who caused an event. The id is null when it is unknown or there is none. */
export const Actor = z.object({
  kind: z.enum(['agent', 'contact', 'rule', 'assistant', 'system']),
  id: z.uuid().nullable(),
});
export type Actor = z.infer<typeof Actor>;

/** A value that changed. `from` is also null when it is unknown, as in events that the previous version stored. */
export const fromTo = <Value extends z.ZodType>(value: Value) => z.object({ from: value.nullable(), to: value });

type Shape = z.ZodRawShape;
type Schema<S extends Shape> = z.ZodObject<S & { actor: typeof Actor; chain: typeof Chain }>;

/** A kind of event, declared by the lib that publishes it. */
export interface EventDefinition<Type extends string = string, S extends Shape = Shape> {
  /** As it is stored; must not change while rows with it may exist. */
  readonly type: Type;
  readonly schema: Schema<S>;
  /** Turns a payload that the previous version stored into a current one. */
  readonly upgrade: (old: OldPayload) => Record<string, unknown>;
}

/** A payload stored before events had an actor: flat and unvalidated. */
export type OldPayload = Record<string, unknown>;

/** An event as a subscriber receives it; for several definitions a union, discriminated by `type`. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer Type, infer S>
    ? { type: Type; id: string; workspaceId: string; createdAt: Date } & z.output<Schema<S>>
    : never;

/** The fields of every event. */
export interface AnyEvent {
  type: string;
  id: string;
  workspaceId: string;
  createdAt: Date;
  ticketId?: string;
  actor: Actor;
  chain: Chain;
}

/** What a publisher passes. The chain is taken from the context. */
export type PayloadOf<D extends EventDefinition> =
  D extends EventDefinition<string, infer S> ? Omit<z.input<Schema<S>>, 'chain'> : never;

const defined = new Set<string>();

/**
 * Declares a kind of event: what happened, in the past tense. Its fields are ids, enums, flags and numbers, never what
 * people wrote: operators can read queues and dead letters, and these outlive an erasure. For a text an event says only
 * that it changed. Events with a `ticketId` are handled in order for that ticket.
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
