import { z } from 'zod';
import { ChainTooDeep } from '../chain/chain.js';
import type { Tx } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { insertDeadLetter } from './outbox.queries.js';
import { type QueuedEvent, UnreadableEvent } from './read-event.js';

/** Keeps what could not be handled, for an operator to look at. Without a subscriber it was the event that did not parse. */
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

/** What a driver or a provider said may repeat what a customer wrote: of their errors only name and code are kept. */
function reasonOf(error: unknown): string {
  if (error instanceof ChainTooDeep || error instanceof UnreadableEvent) return error.message.slice(0, 500);
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

const id = z.uuid();

/** Of a payload that nobody vouches for: ids, numbers and flags. Any other string may be a customer's words. */
function idsOf(value: unknown): unknown {
  if (typeof value === 'string') return id.safeParse(value).success ? value : null;
  if (Array.isArray(value)) return value.map(idsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, idsOf(inner)]));
}
