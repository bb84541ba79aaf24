import { type Actor as EventActor, type Tx, defer, newId } from '#libs/platform';
import { insertEntries, insertEntry } from './message.queries.js';

/** Who did what the history tells, as in events. */
export type Actor = EventActor;
export const system: Actor = { kind: 'system', id: null };

export interface NewTicketEvent {
  ticketId: string;
  changeSeq: number;
  type: string;
  actor: Actor;
  data?: Record<string, unknown>;
}

/** Adds an entry to a ticket's history. */
export function recordTicketEvent(tx: Tx, { ticketId, changeSeq, type, actor, data = {} }: NewTicketEvent): void {
  defer(tx, insertEntry, [newId(), ticketId, changeSeq, type, actor.kind, actor.id, data]);
}

/** Adds entries to the history of many tickets at once. */
export function recordTicketEvents(tx: Tx, events: NewTicketEvent[]): void {
  const values = events.map(({ actor, data = {}, ...event }) => ({
    ...event,
    data,
    id: newId(),
    actorKind: actor.kind,
    actorId: actor.id,
  }));
  defer(tx, insertEntries, [JSON.stringify(values)]);
}
