import { type Tx, newId } from '#libs/platform';

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
export async function recordTicketEvent(tx: Tx, { ticketId, changeSeq, type, actor, data = {} }: NewTicketEvent): Promise<void> {
  await tx.query('insert into ticket_events (id, ticket_id, change_seq, type, actor_kind, actor_id, data) values ($1, $2, $3, $4, $5, $6, $7)', [newId(), ticketId, changeSeq, type, actor.kind, actor.id, data]);
}
