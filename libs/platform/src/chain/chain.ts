import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import { reason } from '#libs/contracts';
import { newId } from '../database/new-id.js';

/** All automatic acts that follow from one act of a person or one timer. */
export const Chain = z.object({
  id: z.uuid(),
  /** 0: the act itself; 1: a reaction to it; and so on. */
  depth: z.number().int().min(0),
});
export type Chain = z.infer<typeof Chain>;

/** Events of this depth may cause no others. The product's own reactions are at most three deep. */
export const maxChainDepth = 16;

/** A chain is too deep, most likely because two reactions trigger each other without end. */
export class ChainTooDeep extends Error {
  override readonly name = 'ChainTooDeep';

  constructor({ id }: Chain) {
    super(reason('chain-too-deep', { name: id, count: maxChainDepth }));
  }
}

const causes = new AsyncLocalStorage<Chain | null>();

/** Runs work as a reaction to an event of this chain; null starts a new chain. */
export const asConsequenceOf = <T>(cause: Chain | null, work: () => T): T => causes.run(cause, work);

/** The chain of the event to which the running work reacts, or null. Throws ChainTooDeep. */
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
