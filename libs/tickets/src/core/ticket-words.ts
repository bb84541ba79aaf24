import { type Tx, defer, searchVector, wordsVersion } from '#libs/platform';

const onConflict = `on conflict (workspace_id, ticket_id) do update set words = excluded.words, version = excluded.version`;

/** SQL that stores the words that a ticket itself is found by; the arguments are SQL for the ticket, its words and their version. */
export const insertTicketWords = (ticket: string, words: string, version: string, from = ''): string =>
  `insert into ticket_words (ticket_id, words, version) select ${ticket}, ${words}::tsvector, ${version}::smallint ${from} ${onConflict}`;

const write = insertTicketWords('$1::uuid', '$2', '$3');

/** The parameters after the ticket's id. */
export const ticketWords = (subject: string): [words: string, version: number] => [searchVector(subject), wordsVersion];

/** Has a ticket found by this subject from now on, and no more by the one before. */
export function writeTicketWords(tx: Tx, ticketId: string, subject: string): void {
  void defer(tx, write, [ticketId, ...ticketWords(subject)]);
}
