import { type Owned, withOwner } from './with-owner.js';

export interface SeededClock {
  ticketId: string;
  clockId: string;
}

interface Seed {
  workspaceId: string;
  channelId: string;
  count: number;
  /** When the first falls due, seconds from now, and over how many seconds the others follow. */
  dueIn: number;
  spread?: number;
}

/** Open tickets with a warned first-response clock each, as if they had been waiting; nothing is scheduled. */
export function seedClocks(
  waypost: Owned,
  { workspaceId, channelId, count, dueIn, spread = 0 }: Seed,
): Promise<SeededClock[]> {
  return withOwner<SeededClock>(
    waypost,
    `
    with contact as (insert into contacts (workspace_id, id, name) values ($1, uuidv7(), 'Seeded') returning id),
    place as (select coalesce(max(number), 100000) as number from tickets where workspace_id = $1),
    ticket as (
      insert into tickets (workspace_id, id, number, subject, channel_id, channel_type, contact_id, recipient_kind,
        recipient_value, reply_token)
      select $1, uuidv7(), place.number + n, 'Seeded', $2, 'widget', contact.id, 'visitor', n::text, uuidv7()::text
      from contact, place, generate_series(1, $3::int) n
      returning id, number, created_at),
    due as (
      select id, created_at,
        date_trunc('second', now() + (1 + $4::float8 + $5::float8 * (row_number() over (order by number) - 1) / $3::int)
          * interval '1 second') as at
      from ticket),
    facts as (insert into ticket_facts (workspace_id, ticket_id, created_at, channel_id, channel_type)
      select $1, id, created_at, $2, 'widget' from due)
    insert into sla_clocks (workspace_id, id, ticket_id, kind, policy_version, target_seconds, state, started_at,
      running_since, remaining_seconds, warn_at, due_at, next_at, warned_at)
    select $1, uuidv7(), id, 'first_response', 1, 3600, 'running', at - interval '1 hour', at - interval '1 hour', 3600,
      at - interval '20 minutes', at, at, at - interval '20 minutes' from due
    returning id as "clockId", ticket_id as "ticketId"`,
    [workspaceId, channelId, count, dueIn, spread],
  );
}
