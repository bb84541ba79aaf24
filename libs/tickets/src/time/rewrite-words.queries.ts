import { insertTicketWords } from '../core/ticket.queries.js';

export const workspacesToRewrite = `select workspace_id as "workspaceId" from word_rewrites order by workspace_id limit 1000`;

/** Progress of the rewrite in a workspace. Its row is the lease: a second worker finds nothing to do meanwhile. */
export const takeRewrite = `
  select contacts_before as "contactsBefore", contacts_done as "contactsDone", tickets_before as "ticketsBefore"
  from word_rewrites for update skip locked`;
export const noteContacts = 'update word_rewrites set contacts_before = $1, contacts_done = $2';
export const noteTickets = 'update word_rewrites set tickets_before = $1';
export const endRewrite = 'delete from word_rewrites';

/** Agents wait for these while all their messages are rewritten, so keep them few. */
const ticketsAtOnce = 25;
const messagesAtOnce = 500;

/**
 * The next tickets in descending order; skips those with new words. Locks them, so that no rename is lost. Parameters:
 * ticket after which they begin or null, version of the new words.
 */
export const oldTickets = `
  select t.id, t.subject from tickets t
  where ($1::uuid is null or t.id < $1)
    and not exists (select from ticket_words w where w.workspace_id = t.workspace_id and w.ticket_id = t.id and w.version >= $2)
  order by t.id desc limit ${ticketsAtOnce} for no key update of t`;

/** The next messages of tickets ($1) after a place: a ticket ($2) and a seq ($3). */
export const messagesOf = `
  select id, ticket_id as "ticketId", seq, text, flags, author_name as "authorName",
    case when identity_kind is not null then json_build_object('kind', identity_kind, 'value', identity_value) end as address from messages
  where ticket_id = any($1::uuid[]) and (ticket_id, seq) > ($2, $3) and search is not null order by ticket_id, seq limit ${messagesAtOnce}`;

/** Parameter: messages with their words, as JSON. */
export const rewriteMessages = `
  update messages m set search = w.words::tsvector from jsonb_to_recordset($1::jsonb) as w (id uuid, words text)
  where m.id = w.id and m.search is distinct from w.words::tsvector`;

/** Parameters: tickets with the words of their subjects, as JSON; version of the words. */
export const rewriteTickets = insertTicketWords(
  'w.id',
  'w.words',
  '$2',
  'from jsonb_to_recordset($1::jsonb) as w (id uuid, words text) where true',
);
