import { Injectable } from '@nestjs/common';
import { contactsWithOldWords, rewriteContactWords } from '#libs/contacts';
import {
  Database,
  type DueIn,
  Sweep,
  type SweepRun,
  Sweeps,
  SystemDatabase,
  type Tx,
  firstRow,
  rows,
  searchVector,
  wordsVersion,
} from '#libs/platform';
import { insertTicketWords, ticketWords } from '../core/ticket-words.js';

const batch = 200;
/** Agents wait for these while all their messages are rewritten, so keep them few. */
const ticketsAtOnce = 25;
const messagesAtOnce = 500;

interface Rewrite {
  contactsBefore: string | null;
  contactsDone: boolean;
  ticketsBefore: string | null;
}
interface OldTicket {
  id: string;
  subject: string;
}
interface OldMessage {
  id: string;
  ticketId: string;
  seq: number;
  text: string;
}

const due = `select workspace_id as "workspaceId" from word_rewrites order by workspace_id limit 1000`;

/** Progress of the rewrite in a workspace. Its row is the lease: a second worker finds nothing to do meanwhile. */
const take = `
  select contacts_before as "contactsBefore", contacts_done as "contactsDone", tickets_before as "ticketsBefore"
  from word_rewrites for update skip locked`;
const noteContacts = 'update word_rewrites set contacts_before = $1, contacts_done = $2';
const noteTickets = 'update word_rewrites set tickets_before = $1';
const end = 'delete from word_rewrites';

/** The next tickets in descending order; skips those with new words. Locks them, so that no rename is lost. */
const oldTickets = `
  select t.id, t.subject from tickets t
  where ($1::uuid is null or t.id < $1)
    and not exists (select from ticket_words w where w.workspace_id = t.workspace_id and w.ticket_id = t.id and w.version >= $2)
  order by t.id desc limit ${ticketsAtOnce} for no key update of t`;
const messagesOf = `
  select id, ticket_id as "ticketId", seq, text from messages
  where ticket_id = any($1::uuid[]) and (ticket_id, seq) > ($2, $3) and search is not null order by ticket_id, seq limit ${messagesAtOnce}`;
const rewriteMessages = `
  update messages m set search = w.words::tsvector from jsonb_to_recordset($1::jsonb) as w (id uuid, words text)
  where m.id = w.id and m.search is distinct from w.words::tsvector`;
const writeWords = insertTicketWords(
  'w.id',
  'w.words',
  '$2',
  'from jsonb_to_recordset($1::jsonb) as w (id uuid, words text) where true',
);

/**
 * Rewrites search words of an older version, newest first: of a contact, a ticket and its messages. Until a workspace
 * is finished, a search also asks for the older words.
 */
@Injectable()
export class RewriteWords {
  constructor(
    private readonly system: SystemDatabase,
    private readonly database: Database,
    private readonly sweeps: Sweeps,
  ) {}

  @Sweep('rewrite-words', 10_000)
  async run(run: Pick<SweepRun, 'name' | 'isOver'>): Promise<void> {
    const workspaces = await this.system.query<DueIn & Record<string, unknown>>(due);
    await this.sweeps.inTurns(workspaces, () => this.database.transaction((tx) => this.turn(tx)), run);
  }

  /** Rewrites one batch. Returns false when the workspace is finished, or another worker has it. */
  private async turn(tx: Tx): Promise<boolean> {
    const rewrite = await firstRow<Rewrite>(tx, take);
    if (!rewrite) return false;
    if (!rewrite.contactsDone) return this.contacts(tx, rewrite.contactsBefore);
    return this.tickets(tx, rewrite.ticketsBefore);
  }

  private async contacts(tx: Tx, before: string | null): Promise<boolean> {
    const found = await rows<{ id: string }>(tx, contactsWithOldWords, [wordsVersion, before, batch]);
    const ids = found.map(({ id }) => id);
    if (ids.length) await rewriteContactWords(tx, ids);
    await tx.query(noteContacts, [ids.at(-1) ?? before, ids.length < batch]);
    return true;
  }

  private async tickets(tx: Tx, before: string | null): Promise<boolean> {
    const tickets = await rows<OldTicket>(tx, oldTickets, [before, wordsVersion]);
    if (tickets.length === 0) {
      await tx.query(end);
      return false;
    }
    await this.messages(
      tx,
      tickets.map(({ id }) => id),
    );
    const written = tickets.map(({ id, subject }) => ({ id, words: ticketWords(subject)[0] }));
    await tx.query(writeWords, [JSON.stringify(written), wordsVersion]);
    await tx.query(noteTickets, [tickets.at(-1)!.id]);
    return true;
  }

  private async messages(tx: Tx, tickets: string[]) {
    let place: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];
    for (;;) {
      const page = await rows<OldMessage>(tx, messagesOf, [tickets, ...place]);
      if (page.length === 0) return;
      const written = page.map(({ id, text }) => ({ id, words: searchVector(text) }));
      await tx.query(rewriteMessages, [JSON.stringify(written)]);
      const last = page.at(-1)!;
      place = [last.ticketId, last.seq];
    }
  }
}
