import { type Tx, afterCommit, defer } from '../database/database.js';
import { requireWorkspaceId } from '../database/workspace-context.js';
import type { DomainEvent } from './event.js';

export const laneCount = 16;
const wakers = new Set<() => void>();

/** Has the relays of this process look at once when events have been committed. Returns how to stop that. */
export function onEventsCommitted(wake: () => void): () => void {
  wakers.add(wake);
  return () => wakers.delete(wake);
}

/** Events as one parameter for `insertEvents`. */
export const eventRows = (events: DomainEvent[]): string =>
  JSON.stringify(
    events.map((event) => ({
      lane: laneOf(event.ticketId ?? requireWorkspaceId()),
      type: event.type,
      ticket_id: event.ticketId ?? null,
      payload: event.payload,
    })),
  );

/** SQL that records the events of a parameter; for a statement that does several things at once. Follow it with `wakeRelays`. */
export const insertEvents = (parameter: number): string => `
  insert into outbox_events (lane, type, ticket_id, payload)
  select lane, type, ticket_id, payload from jsonb_to_recordset($${parameter}::jsonb) as e (lane smallint, type text, ticket_id uuid, payload jsonb)`;

/** Has the relays of this process look once the transaction has committed: after the answer and the hints, which people wait for. */
export const wakeRelays = (tx: Tx): void =>
  afterCommit(tx, () => void setImmediate(() => wakers.forEach((wake) => wake())));

/** Records events in the caller's transaction, so that they exist exactly when their cause does. */
export function appendEvents(tx: Tx, events: DomainEvent[]): void {
  defer(tx, insertEvents(1), [eventRows(events)]);
  wakeRelays(tx);
}

export const appendEvent = (tx: Tx, event: DomainEvent): void => appendEvents(tx, [event]);

/** A ticket's events share a lane, and a lane is worked off by one relay at a time: so they stay in order. */
const laneOf = (id: string): number => parseInt(id.slice(-4), 16) % laneCount;
