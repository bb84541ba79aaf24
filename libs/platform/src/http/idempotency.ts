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
  /** What is done, and to what: a key means something only for one operation. */
  operation: string;
  key: string | undefined;
  body: unknown;
  /** Id of what the call will make. */
  makes: string;
}

/**
 * Does the work at most once for a key, in the caller's transaction, and gives the id of what it made. The same key and
 * body again gets the first id; another body is refused. Parallel calls wait for the first. Only successes are kept.
 * What `look` asks goes in one packet with the claim of the key; it changes nothing.
 */
export async function once<T>(
  tx: Tx,
  call: IdempotentCall,
  look: () => Promise<T>,
  work: (found: T) => Promise<void>,
): Promise<string> {
  const claim = madeBefore(tx, call);
  const found = look();
  // What was done before is answered so, whatever one would find now.
  found.catch(() => undefined);
  const earlier = await claim;
  if (earlier) return earlier;
  await work(await found);
  return call.makes;
}

async function madeBefore(tx: Tx, { agentId, operation, key, body, makes }: IdempotentCall): Promise<string | null> {
  if (key === undefined) return null;
  const hash = createHash('sha256').update(JSON.stringify(body)).digest();
  const claimed = await firstRow(tx, claimKey, [agentId, operation, key, hash, makes]);
  if (claimed) return null;
  const earlier = await firstRow<{ bodyHash: Buffer; made: string }>(tx, callOfKey, [agentId, operation, key]);
  if (!earlier?.bodyHash.equals(hash)) throw new Problem('idempotency-mismatch');
  return earlier.made;
}
