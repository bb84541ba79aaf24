import { contactVector } from '#libs/contacts';
import { withoutDirectionControls } from '#libs/contracts';
import { type Database, type Tx, defer, firstRow, rows, searchVector, wordsVersion } from '#libs/platform';
import { contactTexts, newestText } from './message.queries.js';
import { renameAfterEdit, writeSnippet, writeWords } from './ticket.queries.js';

const beginning = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);

/** The beginning of a message as one line, for lists. Removes characters that would reverse the text beside it. */
export const snippetOf = (text: string): string => beginning(withoutDirectionControls(text));

const longest = 80;
const lastWord = 20;

/**
 * The title of a ticket whose first message has no subject: the beginning of the text, cut after a word if one ends
 * near.
 */
export function subjectOf(text: string): string {
  const line = snippetOf(text);
  if (line.length <= longest) return line;
  const space = line.lastIndexOf(' ', longest - 1);
  return `${space >= longest - lastWord ? line.slice(0, space) : wholeCharacters(line.slice(0, longest - 1))}…`;
}

/** Drops half a surrogate pair at the end. */
const wholeCharacters = (text: string) => text.replace(/[\uD800-\uDBFF]$/, '');

/** Titles that a ticket with this text may have: earlier versions cut within words and kept control characters. */
export const subjectsOf = (text: string): string[] => [subjectOf(text), beginning(text).slice(0, longest)];

interface FoundMessage {
  seq: number;
  text: string;
  flags: string[];
  authorName: string | null;
  address: { kind: string; value: string } | null;
}

/**
 * The words by which a message is found: those of its text. Of a mail that opens a ticket and whose sender is not
 * proven also those of the name and address that it gives, for its contact's may be closed to who sees the ticket.
 */
export function messageVector({ seq, text, flags, authorName, address }: FoundMessage): string {
  const words = searchVector(text);
  if (seq > 1 || !flags.includes('unauthenticated') || !address) return words;
  return `${words} ${contactVector(authorName, [address])}`.trim();
}

/** The parameters of a ticket's words that follow its id. */
export const ticketWords = (subject: string): [words: string, version: number] => [searchVector(subject), wordsVersion];

/** Replaces the search words of a ticket's subject. */
export function writeTicketWords(tx: Tx, ticketId: string, subject: string): void {
  void defer(tx, writeWords, [ticketId, ...ticketWords(subject)]);
}

/** Makes the newest message that is not deleted the snippet that lists show of a ticket. */
export async function showLastMessage(tx: Tx, ticketId: string): Promise<void> {
  const last = await firstRow<{ text: string }>(tx, newestText, [ticketId]);
  await tx.query(writeSnippet, [ticketId, snippetOf(last?.text ?? '')]);
}

/**
 * Updates the snippet after an edit, and a subject that was only the beginning of the first message.
 * @returns whether the subject is another one now
 */
export async function followEdit(
  tx: Tx,
  ticketId: string,
  { id, before, after }: { id: string; before: string; after: string },
): Promise<boolean> {
  const to = subjectOf(after);
  const renamed = await firstRow<{ id: string }>(tx, renameAfterEdit, [ticketId, subjectsOf(before), to, id]);
  if (renamed) writeTicketWords(tx, ticketId, to);
  await showLastMessage(tx, ticketId);
  return renamed !== null;
}

/**
 * What the contact themselves wrote on a ticket, newest first: their last messages, and the subject unless an agent
 * has changed it or begun the ticket. What agents write is not among it, so it can be a reason to show something to
 * those who see the ticket.
 */
export async function textsOfContact(from: Tx | Database, ticketId: string): Promise<string[]> {
  return (await rows<{ text: string }>(from, contactTexts, [ticketId])).map(({ text }) => text);
}
