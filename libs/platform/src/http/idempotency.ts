import { createHash } from 'node:crypto';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import { type Tx, firstRow } from '../database/database.js';
import { Problem } from '../problems/problem.js';
import { callOfKey, claimKey } from './idempotency.queries.js';

/** The Idempotency-Key of the request, or undefined. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<Request>().headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length > 255 || !/^[\x21-\x7e]+$/.test(key))
    throw new Problem('invalid-request', 'Idempotency-Key: 1 to 255 visible ASCII characters');
  return key;
});

export interface IdempotentCall {
  agentId: string;
  /** What is done, and to what: the same key may be used for another operation. */
  operation: string;
  key: string | undefined;
  body: unknown;
  /** Id of the row that the call creates. */
  resultId: string;
}

/**
 * Does the work at most once for an idempotency key, in the caller's transaction. Parallel calls with a key wait for
 * the first one; a key is kept only when the transaction commits. Without a key the work is always done.
 * @param lookUp checks the caller's rights and reads what the work needs, in one pipelined batch with the claim of the
 * key; must change nothing. Its refusal goes before everything else: a repeated call by one who has lost their access
 * gets no earlier answer
 * @returns the id of the row that this call created, or an earlier one with the same key and body
 * @throws Problem `idempotency-mismatch` when the key was used with another body
 */
export async function withIdempotencyKey<T>(
  tx: Tx,
  call: IdempotentCall,
  lookUp: () => Promise<T>,
  work: (found: T) => Promise<void>,
): Promise<string> {
  const claim = findEarlierResult(tx, call);
  claim.catch(() => undefined);
  const found = await lookUp();
  const earlier = await claim;
  if (earlier) return earlier;
  await work(found);
  return call.resultId;
}

async function findEarlierResult(
  tx: Tx,
  { agentId, operation, key, body, resultId }: IdempotentCall,
): Promise<string | null> {
  if (key === undefined) return null;
  const hash = createHash('sha256').update(JSON.stringify(body)).digest();
  const claimed = await firstRow(tx, claimKey, [agentId, operation, key, hash, resultId]);
  if (claimed) return null;
  const earlier = await firstRow<{ bodyHash: Buffer; made: string }>(tx, callOfKey, [agentId, operation, key]);
  if (!earlier?.bodyHash.equals(hash)) throw new Problem('idempotency-mismatch');
  return earlier.made;
}
