import { type Tx, defer, searchVector, wordsVersion } from '#libs/platform';

const onConflict = `on conflict (workspace_id, ticket_id) do update set words = excluded.words, version = excluded.version`;

/**
 * SQL that stores the search words of a ticket's subject; the arguments are SQL for the ticket, the words and their
 * version.
 */
export const insertTicketWords = (ticket: string, words: string, version: string, from = ''): string =>
  `insert into ticket_words (ticket_id, words, version) select ${ticket}, ${words}::tsvector, ${version}::smallint ${from} ${onConflict}`;

const write = insertTicketWords('$1::uuid', '$2', '$3');

/** The parameters that follow the ticket's id. */
export const ticketWords = (subject: string): [words: string, version: number] => [searchVector(subject), wordsVersion];

/** Replaces the search words of a ticket's subject. */
export function writeTicketWords(tx: Tx, ticketId: string, subject: string): void {
  void defer(tx, write, [ticketId, ...ticketWords(subject)]);
}
