import type pg from 'pg';
import { until } from '../until.js';

/** An event of a ticket as it was stored for the subscribers. */
export interface PublishedEvent {
  type: string;
  payload: { actor: { kind: string; id: string | null }; changed?: object };
}

/** Keeps a copy of every event, which the relay deletes once the subscribers have it. */
export async function recordEvents(owner: pg.Client): Promise<void> {
  await owner.query(`
    create table published_events (place bigserial primary key, ticket_id uuid, type text, payload jsonb);
    create function record_event() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        insert into published_events (ticket_id, type, payload) values (new.ticket_id, new.type, new.payload);
        return null;
      end $$;
    create trigger record_event after insert on outbox_events for each row execute function record_event();`);
}

export async function publishedEvents(owner: pg.Client, ticketId: string): Promise<PublishedEvent[]> {
  const { rows } = await owner.query<PublishedEvent>(
    'select type, payload from published_events where ticket_id = $1 order by place',
    [ticketId],
  );
  return rows;
}

/** Waits until the subscribers have handled all that has been published about a ticket. */
export async function eventsHandled(owner: pg.Client, ticketId: string): Promise<void> {
  const pending = 'select type, attempts from outbox_events where ticket_id = $1';
  await until(
    `the events of ticket ${ticketId} to be handled`,
    async () => (await owner.query(pending, [ticketId])).rowCount === 0,
    20_000,
    10,
  );
}
