import type { z } from 'zod';
import { reason } from '#libs/contracts';
import { newId } from '../database/new-id.js';
import type { AnyEvent, EventDefinition } from './define-event.js';

/** A row of the outbox. */
export interface QueuedEvent {
  id: string;
  lane: number;
  type: string;
  ticketId: string | null;
  workspaceId: string;
  payload: Record<string, unknown>;
  attempts: number;
  done: string[];
  /** The only subscriber of an event that was a dead letter; null: all. */
  onlyFor: string | null;
  createdAt: Date;
}

/**
 * A payload does not match its definition. The message names the places, never the values: they may be a customer's
 * words.
 */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor(issues: z.core.$ZodIssue[]) {
    const places = issues.map(({ path, code }) => `${path.join('.') || 'payload'}: ${code}`);
    super(reason('payload-not-read', { why: places.join(', ') }));
  }
}

/**
 * The event of a row, validated; a payload that the previous version stored is upgraded first. Throws UnreadableEvent.
 */
export function readEvent(definition: EventDefinition, row: QueuedEvent): AnyEvent {
  const { id, type, workspaceId, createdAt, ticketId } = row;
  const payload = 'actor' in row.payload ? row.payload : upgraded(definition, row.payload);
  const read = definition.schema.safeParse({ ...payload, ...(ticketId && { ticketId }) });
  if (!read.success) throw new UnreadableEvent(read.error.issues);
  return { ...(read.data as Pick<AnyEvent, 'actor' | 'chain' | 'ticketId'>), type, id, workspaceId, createdAt };
}

/** Kept for one release: events that were pending at the upgrade have neither an actor nor a chain. */
const upgraded = ({ upgrade }: EventDefinition, old: Record<string, unknown>) => ({
  actor: { kind: 'system', id: null },
  chain: { id: newId(), depth: 0 },
  ...upgrade(old),
});
