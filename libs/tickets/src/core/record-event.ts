import { type Tx, defer, newId } from '#libs/platform';

export interface Actor {
  kind: 'agent' | 'contact' | 'assistant' | 'system';
  id: string | null;
}
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
  defer(
    tx,
    'insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data) values ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), ticketId, changeSeq, type, actor.kind, actor.id, data],
  );
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
  defer(
    tx,
    `insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data)
     select id, "ticketId", "changeSeq", type, "actorKind", "actorId", data
     from jsonb_to_recordset($1::jsonb) as e (id uuid, "ticketId" uuid, "changeSeq" int, type text, "actorKind" text, "actorId" uuid, data jsonb)`,
    [JSON.stringify(values)],
  );
}
