import { hasProvenIn } from './known-contact.queries.js';
import { standingAfterContactWrote, standingOnOpening } from './standing.js';

/*
 * Every statement that writes a row of `tickets`, or the words that it is found by. The callers hold the row's lock, or
 * take it here as their first lock. Only standing.ts decides which status a ticket gets.
 */

/**
 * Stores the search words of a ticket's subject; the arguments are SQL for the ticket, the words and their version.
 */
export const insertTicketWords = (ticket: string, words: string, version: string, from = ''): string => `
  insert into ticket_words (ticket_id, words, version) select ${ticket}, ${words}::tsvector, ${version}::smallint ${from}
  on conflict (workspace_id, ticket_id) do update set words = excluded.words, version = excluded.version`;

/** Replaces the search words of a ticket's ($1) subject by $2, in the version $3. */
export const writeWords = insertTicketWords('$1::uuid', '$2', '$3');

/**
 * When a contact wrote: the time in a parameter when it is plausible, else the time of receipt. Providers retry for at
 * most a week, so an older time is a wrong clock. Do not trust it: a reply window that is closed without need loses
 * answers.
 */
const writtenAt = (parameter: string) =>
  `case when ${parameter}::timestamptz between now() - interval '7 days' and now() then ${parameter}::timestamptz else now() end`;

const hinted = `id, team_id as "teamId", assignee_id as "assigneeId", change_seq as "changeSeq", last_seq as "lastSeq"`;

/** A ticket that holds only the answers of machines is one of a person from when it is open. */
const staysAutomatic = (status: string) => `automatic = tickets.automatic and ${status} in ('resolved', 'closed')`;

/** What `changeTicket` writes: $1 the ticket, $2 to $10 its fields, $11 by how much changeSeq is raised. */
export const writeFields = `
  update tickets set status = $2, snoozed_until = $3, resolved_at = $4, closed_at = $5, ${staysAutomatic('$2')}, assignee_id = $6,
    team_id = $7, priority = $8, tags = $9, subject = $10, change_seq = change_seq + $11,
    assignee_left = assignee_left and assignee_id is not distinct from $6::uuid
  where id = $1 returning change_seq as "changeSeq"`;

/** Locks the ticket of a message ($1) and raises its changeSeq, for a change of that message. */
export const raiseOfMessage = `
  update tickets set change_seq = change_seq + 1 where id = (select ticket_id from messages where id = $1)
  returning ${hinted}`;

/** Raises changeSeq of a locked ticket ($1). */
export const raise = `update tickets set change_seq = change_seq + 1 where id = $1 returning ${hinted}`;

/**
 * Finds a ticket that is not closed by a condition, locks it and takes a contact's message's seq: $1 the snippet, $2
 * the locale, $3 whether it asks for an answer, $4 when it was written, $5 whether a machine answered, which leaves the
 * ticket where it is in every list. Returns `status` and `snoozedUntil` as they were before.
 */
export const takePlaceOfInbound = (which: string): string => `
  with was as (select id, status, snoozed_until from tickets where ${which} for update)
  update tickets t set last_seq = t.last_seq + 1, change_seq = t.change_seq + 1, locale = coalesce(t.locale, $2),
    last_inbound_seq = case when $5 then t.last_inbound_seq else t.last_seq + 1 end,
    snippet = case when $5 then t.snippet else $1 end,
    last_message_at = case when $5 then t.last_message_at else now() end,
    last_inbound_at = case when $5 then t.last_inbound_at else greatest(t.last_inbound_at, ${writtenAt('$4')}) end,
    automatic = t.automatic and not $3,
    ${standingAfterContactWrote('$3')}
  from was where t.id = was.id
  returning t.id, was.status, was.snoozed_until as "snoozedUntil", t.team_id as "teamId", t.assignee_id as "assigneeId", t.last_seq as "lastSeq", t.change_seq as "changeSeq"`;

/** Takes the seq of an answer or a note on a locked ticket: $1 the ticket, $2 to $8 its fields afterwards. */
export const takePlaceOfOutbound = `
  update tickets set last_seq = $2, change_seq = $3, snippet = $4, last_message_at = now(), ${staysAutomatic('$5')},
    status = $5, snoozed_until = $6, resolved_at = $7, closed_at = $8
  where id = $1`;

/** Makes the workspace's counter with its first ticket. */
const drawNumber = `
  insert into ticket_counters as c (last_number) values (1001)
  on conflict (workspace_id) do update set last_number = c.last_number + 1 returning last_number`;

const opened = `id, number, subject, snippet, channel_id, channel_type, store_id, team_id, contact_id, recipient_kind, recipient_value, locale, reply_token`;

/**
 * Opens a ticket for a contact's first message, and takes its number; $16 and $17 are the words of its subject, $18
 * where answers go if not to the contact's address. One that asks for no answer ($19) is resolved at once.
 */
export const openForInbound = `
  with counter as (${drawNumber}),
  words as (${insertTicketWords('$1::uuid', '$16', '$17')})
  insert into tickets (${opened}, previous_ticket_id, last_seq, last_inbound_seq, change_seq, last_inbound_at, reply_to, automatic, status, resolved_at)
  select $1, counter.last_number, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
    coalesce($13, (select id from tickets earlier where earlier.contact_id = $8 and earlier.channel_id = $4 and $14 order by earlier.created_at desc limit 1)),
    1, 1, 1, ${writtenAt('$15')}, $18, $19, ${standingOnOpening('not $19')}
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
  where id = $1 and subject = any($2::text[]) and subject <> $3 and exists (select from messages where id = $4 and ticket_id = $1 and seq = 1)
  returning id`;

/** Writes the clocks that lists show, of many tickets; only those marked as changes raise changeSeq. */
export const writeClocks = `
  update tickets t set clock = c.chip, clock_state = c.chip->>'state', clock_due_at = (c.chip->>'dueAt')::timestamptz, change_seq = t.change_seq + c.news::int
  from jsonb_to_recordset($1::jsonb) as c ("ticketId" uuid, chip jsonb, news boolean)
  where t.id = c."ticketId" and t.id = any($2::uuid[])
  returning t.id, t.team_id as "teamId", t.assignee_id as "assigneeId", t.change_seq as "changeSeq", t.last_seq as "lastSeq"`;

/**
 * Sends answers to where a proven mail ($1) of the ticket's contact asks for them, unless they have written since. Of a
 * mail that may be forged only the one that opened the ticket is followed.
 */
export const followReplyTo = `
  update tickets t set reply_to = m.reply_to from messages m
  where m.id = $1 and t.workspace_id = m.workspace_id and t.id = m.ticket_id and m.author_id = t.contact_id
    and t.recipient_kind = m.identity_kind and t.reply_to is distinct from m.reply_to
    and not exists (select from messages n where n.workspace_id = m.workspace_id and n.ticket_id = m.ticket_id and n.seq > m.seq and n.author_kind = 'contact' and n.author_id = m.author_id)`;
const byPerson = `select from messages a where a.ticket_id = $1 and a.direction = 'outbound' and a.visibility = 'public' and a.author_kind = 'agent'`;

/** Claims the one automatic answer of a ticket, unless an agent has answered. */
export const claimAutoAnswer = `
  update tickets set auto_answered_at = now() where id = $1 and auto_answered_at is null and status <> 'closed' and not exists (${byPerson})
  returning 1`;

/** Claims a ticket's one automatic answer of a kind, unless an agent has answered. Parameters: ticket, kind. */
export const claimAutoAnswerOfKind = `
  update tickets set auto_answered_at = coalesce(auto_answered_at, now()) where id = $1 and status <> 'closed' and not exists (${byPerson})
    and not exists (select from messages k where k.ticket_id = $1 and k.direction = 'outbound' and k.automatic ->> 'kind' = $2)
  returning 1`;

/**
 * Tickets of a contact ($1) in which it is proven that they wrote, or whose answers go to one of the addresses $2 ($3:
 * their kinds).
 */
const ofWriter = `
  select t.id, t.status, t.created_at from tickets t where t.contact_id = $1
    and (${hasProvenIn('t')} or (t.recipient_kind, t.recipient_value) in (select kind, value from unnest($3::text[], $2::text[]) as gone (kind, value)))`;

/**
 * Raises changeSeq of a contact's ($1) tickets that are not closed, for a change of addresses ($2, their kinds in $3);
 * of the newest one where all are closed. A ticket that an agent began with another address learns nothing of it, nor
 * one by a mail whose sender is not proven: who sees it may not know yet who the contact is.
 */
export const ticketsToNotify = `
  with theirs as (${ofWriter}), named as (
    select id from tickets where id in (
      select id from theirs where status <> 'closed'
      union all (select id from theirs where not exists (select from theirs where status <> 'closed') order by created_at desc, id desc limit 1))
    order by id limit 1000 for update
  )
  update tickets t set change_seq = t.change_seq + 1 from named where t.id = named.id
  returning t.id, t.team_id as "teamId", t.assignee_id as "assigneeId", t.change_seq as "changeSeq", t.last_seq as "lastSeq"`;

/** Raises changeSeq of a contact's ($1) newest tickets, which show another name now. */
export const raiseTicketsOfContact = `
  update tickets t set change_seq = t.change_seq + 1
  from (select id from tickets where contact_id = $1 order by created_at desc, id desc limit 100) theirs
  where t.id = theirs.id
  returning t.id, t.team_id as "teamId", t.assignee_id as "assigneeId", t.change_seq as "changeSeq", t.last_seq as "lastSeq"`;

/** Lets answers on tickets ($1) that go to an address ($2, $3) go to another ($4, $5). */
export const readdress = `
  update tickets set recipient_kind = $4, recipient_value = $5 where id = any($1::uuid[]) and recipient_kind = $2 and recipient_value = $3`;
