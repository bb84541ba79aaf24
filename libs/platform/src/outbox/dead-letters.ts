import { z } from 'zod';
import { ChainTooDeep } from '../chain/chain.js';
import type { Database, Tx } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { Problem } from '../problems/problem.js';
import { insertDeadLetter, insertUndelivered } from './outbox.queries.js';
import { type QueuedEvent, UnreadableEvent } from './read-event.js';

/** Keeps an event that could not be handled, for an operator. Subscriber null: the event does not parse. */
export async function moveToDeadLetters(
  tx: Tx,
  { id, type, ticketId, payload }: QueuedEvent,
  subscriber: string | null,
  error: unknown,
): Promise<void> {
  const kept = error instanceof UnreadableEvent ? idsOf(payload) : payload;
  const data = { type, ticketId, payload: kept, subscriber };
  await tx.query(insertDeadLetter, [newId(), id, reasonOf(error), data]);
}

/**
 * Why something could not be handled, for a dead letter. Messages of drivers, parsers and providers may repeat what a
 * customer wrote, so keep only the name and code of their errors.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ChainTooDeep || error instanceof UnreadableEvent || error instanceof Problem)
    return error.message.slice(0, 500);
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

const id = z.uuid();

/** Keeps ids, numbers and flags of an unvalidated payload: any other string may be a customer's words. */
function idsOf(value: unknown): unknown {
  if (typeof value === 'string') return id.safeParse(value).success ? value : null;
  if (Array.isArray(value)) return value.map(idsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, idsOf(inner)]));
}

/** A delivery that could not be handled, kept for an operator. */
export interface DeadLetter {
  /** Where it came from, such as `channel/email`. */
  source: string;
  /** Id of the receiving channel or store. */
  sourceId: string;
  reason: string;
  /** Storage key of the part that could not be handled. */
  rawKey: string | null;
  /** Storage key of the whole delivery, which other letters may share: with it, it can be handled again. */
  wholeKey?: string;
  /** What else a retry needs, without customers' words. */
  data?: Record<string, unknown>;
}

/** Stores a dead letter in the workspace in context. */
export async function keepDeadLetter(
  into: Tx | Database,
  { source, sourceId, reason, rawKey, wholeKey, data = {} }: DeadLetter,
): Promise<void> {
  await into.query(insertUndelivered, [
    newId(),
    source,
    sourceId,
    reason.slice(0, 500),
    rawKey,
    wholeKey ?? null,
    data,
  ]);
}
