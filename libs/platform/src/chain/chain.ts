import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import { newId } from '../database/new-id.js';

/** Everything that followed, by itself, from one act of a person or of time. */
export const Chain = z.object({
  id: z.uuid(),
  /** 0: the act itself; 1: what reacted to it; and so on. */
  depth: z.number().int().min(0),
});
export type Chain = z.infer<typeof Chain>;

/** Nothing may follow from an event this deep. The product's own reactions are three deep at most. */
export const maxChainDepth = 16;

/** A reaction would make a chain too long, most likely because two of them answer each other for ever. */
export class ChainTooDeep extends Error {
  override readonly name = 'ChainTooDeep';

  constructor({ id }: Chain) {
    super(`The chain ${id} of automatic acts is ${maxChainDepth} deep`);
  }
}

const causes = new AsyncLocalStorage<Chain | null>();

/** Runs work as a consequence of an event of this chain; with null as an act of its own. */
export const asConsequenceOf = <T>(cause: Chain | null, work: () => T): T => causes.run(cause, work);

/** The chain of what the running work reacts to, or null. Throws ChainTooDeep where nothing more may follow. */
export function currentCause(): Chain | null {
  const cause = causes.getStore() ?? null;
  if (cause && cause.depth >= maxChainDepth) throw new ChainTooDeep(cause);
  return cause;
}

/** The chain of an event that is published now. Throws ChainTooDeep. */
export function chainOfNext(): Chain {
  const cause = currentCause();
  return cause ? { id: cause.id, depth: cause.depth + 1 } : { id: newId(), depth: 0 };
}
