import { chainOfNext } from '../chain/chain.js';
import { type Tx, afterCommit, defer } from '../database/database.js';
import { currentWorkspaceId, requireWorkspaceId } from '../database/workspace-context.js';
import type { EventDefinition, PayloadOf } from './define-event.js';
import { insertEvents } from './outbox.queries.js';

export const laneCount = 16;
/** The workspace that has committed events; null: any may have. */
type Wake = (workspaceId: string | null) => void;
const wakers = new Set<Wake>();

/** An event that is about to be recorded. */
export interface NewEvent {
  type: string;
  ticketId: string | null;
  payload: Record<string, unknown>;
}

/** Calls back when this process has committed events. Returns a function that unsubscribes. */
export function onEventsCommitted(wake: Wake): () => void {
  wakers.add(wake);
  return () => wakers.delete(wake);
}

/** Publishes an event in the caller's transaction: it is stored if and only if its cause is. Throws ChainTooDeep. */
export function publish<D extends EventDefinition>(tx: Tx, event: D, payload: PayloadOf<D>): void {
  publishAll(tx, [newEvent(event, payload)]);
}

/** Publishes events, in this order, with one statement. */
export function publishAll(tx: Tx, events: NewEvent[]): void {
  defer(tx, insertEvents(1), [eventRows(events)]);
  wakeRelays(tx);
}

/** An event for `publishAll` or `eventRows`. Only declared fields are kept. Throws ChainTooDeep. */
export function newEvent<D extends EventDefinition>({ type, schema }: D, input: PayloadOf<D>): NewEvent {
  const { ticketId, ...payload } = schema.parse({ ...input, chain: chainOfNext() }) as { ticketId?: string };
  return { type, ticketId: ticketId ?? null, payload };
}

/** Events as one parameter of `insertEvents`. */
export const eventRows = (events: NewEvent[]): string =>
  JSON.stringify(
    events.map(({ type, ticketId, payload }) => ({
      lane: laneOf(ticketId ?? requireWorkspaceId()),
      type,
      ticket_id: ticketId,
      payload,
    })),
  );

/**
 * Wakes the relays of this process after the commit, but later than the answer and the hints, for which people wait.
 */
export function wakeRelays(tx: Tx): void {
  const workspaceId = currentWorkspaceId();
  afterCommit(tx, () => void setImmediate(() => wakers.forEach((wake) => wake(workspaceId))));
}

/** A ticket's events share a lane, and one relay at a time handles a lane, so they stay in order. */
export const laneOf = (id: string): number => parseInt(id.slice(-4), 16) % laneCount;
