import { standingAfterCustomerWrote } from './standing.js';
import { insertTicketWords } from './ticket-words.js';
import { writtenAt } from './written-at.js';

/*
 * Every statement that writes a row of `tickets`. The callers hold the row's lock, or take it here as their first lock.
 * Only standing.ts decides which status a ticket gets.
 */

const hinted = `id, team_id as "teamId", assignee_id as "assigneeId", change_seq as "changeSeq", last_seq as "lastSeq"`;

/** What `changeTicket` writes: $1 the ticket, $2 to $10 its fields, $11 by how much changeSeq is raised. */
export const writeFields = `
  update tickets set status = $2, snoozed_until = $3, resolved_at = $4, closed_at = $5, assignee_id = $6, team_id = $7,
    priority = $8, tags = $9, subject = $10, change_seq = change_seq + $11
  where id = $1 returning change_seq as "changeSeq"`;

/** Locks the ticket of a message ($1) and raises its changeSeq, for a change of that message. */
export const raiseOfMessage = `
  update tickets set change_seq = change_seq + 1 where id = (select ticket_id from messages where id = $1)
  returning ${hinted}`;

/** Raises changeSeq of a locked ticket ($1). */
export const raise = `update tickets set change_seq = change_seq + 1 where id = $1 returning ${hinted}`;

/**
 * Finds a ticket that is not closed by a condition, locks it and takes a contact's message's seq: $1 the snippet, $2
 * the locale, $3 whether it asks for an answer, $4 when it was written. Returns `status` and `snoozedUntil` as they
 * were before.
 */
export const takePlaceOfInbound = (which: string): string => `
  with was as (select id, status, snoozed_until from tickets where ${which} for update)
  update tickets t set last_seq = t.last_seq + 1, last_inbound_seq = t.last_seq + 1, change_seq = t.change_seq + 1, snippet = $1,
    last_message_at = now(), last_inbound_at = greatest(t.last_inbound_at, ${writtenAt('$4')}), locale = coalesce(t.locale, $2),
    ${standingAfterCustomerWrote('$3')}
  from was where t.id = was.id
  returning t.id, was.status, was.snoozed_until as "snoozedUntil", t.team_id as "teamId", t.assignee_id as "assigneeId", t.last_seq as "lastSeq", t.change_seq as "changeSeq"`;

/** Takes the seq of an answer or a note on a locked ticket: $1 the ticket, $2 to $8 its fields afterwards. */
export const takePlaceOfOutbound = `
  update tickets set last_seq = $2, change_seq = $3, snippet = $4, last_message_at = now(),
    status = $5, snoozed_until = $6, resolved_at = $7, closed_at = $8
  where id = $1`;

/** Makes the workspace's counter with its first ticket. */
const drawNumber = `
  insert into ticket_counters as c (last_number) values (1001)
  on conflict (workspace_id) do update set last_number = c.last_number + 1 returning last_number`;

const opened = `id, number, subject, snippet, channel_id, channel_type, store_id, team_id, contact_id, recipient_kind, recipient_value, locale, reply_token`;

/** Opens a ticket for a contact's first message, and takes its number; $16 and $17 are the words of its subject. */
export const openForInbound = `
  with counter as (${drawNumber}),
  words as (${insertTicketWords('$1::uuid', '$16', '$17')})
  insert into tickets (${opened}, previous_ticket_id, last_seq, last_inbound_seq, change_seq, last_inbound_at)
  select $1, counter.last_number, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
    coalesce($13, (select id from tickets earlier where earlier.contact_id = $8 and earlier.channel_id = $4 and $14 order by earlier.created_at desc limit 1)),
    1, 1, 1, ${writtenAt('$15')}
  from counter`;

/**
 * Opens a ticket that begins with an outbound message, assigned to its author ($13); $14 and $15 are the words of its
 * subject.
 */
export const openForOutbound = `
  with counter as (${drawNumber}),
  words as (${insertTicketWords('$1::uuid', '$14', '$15')})
  insert into tickets (${opened}, assignee_id)
  select $1, counter.last_number, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from counter`;

/** The snippet that lists show of a ticket. */
export const writeSnippet = 'update tickets set snippet = $2 where id = $1';

/** Sets another subject ($3) when the present one ($2) was only the beginning of the first message ($4). */
export const renameAfterEdit = `
  update tickets set subject = $3
  where id = $1 and subject = any($2::text[]) and exists (select from messages where id = $4 and ticket_id = $1 and seq = 1)
  returning subject`;

/** Writes the clocks that lists show, of many tickets; only those marked as changes raise changeSeq. */
export const writeClocks = `
  update tickets t set clock = c.chip, clock_state = c.chip->>'state', clock_due_at = (c.chip->>'dueAt')::timestamptz, change_seq = t.change_seq + c.news::int
  from jsonb_to_recordset($1::jsonb) as c ("ticketId" uuid, chip jsonb, news boolean)
  where t.id = c."ticketId" and t.id = any($2::uuid[])
  returning t.id, t.team_id as "teamId", t.assignee_id as "assigneeId", t.change_seq as "changeSeq", t.last_seq as "lastSeq"`;

/** Claims the one automatic answer of a ticket, unless an agent has answered. */
export const claimAutoAnswer = `
  update tickets set auto_answered_at = now() where id = $1 and auto_answered_at is null and status <> 'closed'
    and not exists (select from messages a where a.ticket_id = $1 and a.direction = 'outbound' and a.visibility = 'public' and a.author_kind = 'agent')
  returning 1`;
