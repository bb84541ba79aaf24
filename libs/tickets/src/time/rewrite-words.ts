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
  wordsVersion,
} from '#libs/platform';
import { messageVector, ticketWords } from '../core/ticket-text.js';
import * as queries from './rewrite-words.queries.js';

const contactsAtOnce = 200;

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
  flags: string[];
  authorName: string | null;
  address: { kind: string; value: string } | null;
}

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
    const workspaces = await this.system.query<DueIn & Record<string, unknown>>(queries.workspacesToRewrite);
    await this.sweeps.inTurns(workspaces, () => this.database.transaction((tx) => this.turn(tx)), run);
  }

  /** Rewrites one batch. Returns false when the workspace is finished, or another worker has it. */
  private async turn(tx: Tx): Promise<boolean> {
    const rewrite = await firstRow<Rewrite>(tx, queries.takeRewrite);
    if (!rewrite) return false;
    if (!rewrite.contactsDone) return this.contacts(tx, rewrite.contactsBefore);
    return this.tickets(tx, rewrite.ticketsBefore);
  }

  private async contacts(tx: Tx, before: string | null): Promise<boolean> {
    const found = await rows<{ id: string }>(tx, contactsWithOldWords, [wordsVersion, before, contactsAtOnce]);
    const ids = found.map(({ id }) => id);
    if (ids.length) await rewriteContactWords(tx, ids);
    await tx.query(queries.noteContacts, [ids.at(-1) ?? before, ids.length < contactsAtOnce]);
    return true;
  }

  private async tickets(tx: Tx, before: string | null): Promise<boolean> {
    const tickets = await rows<OldTicket>(tx, queries.oldTickets, [before, wordsVersion]);
    if (tickets.length === 0) {
      await tx.query(queries.endRewrite);
      return false;
    }
    await this.messages(
      tx,
      tickets.map(({ id }) => id),
    );
    const written = tickets.map(({ id, subject }) => ({ id, words: ticketWords(subject)[0] }));
    await tx.query(queries.rewriteTickets, [JSON.stringify(written), wordsVersion]);
    await tx.query(queries.noteTickets, [tickets.at(-1)!.id]);
    return true;
  }

  private async messages(tx: Tx, tickets: string[]) {
    let place: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];
    for (;;) {
      const page = await rows<OldMessage>(tx, queries.messagesOf, [tickets, ...place]);
      if (page.length === 0) return;
      const written = page.map((message) => ({ id: message.id, words: messageVector(message) }));
      await tx.query(queries.rewriteMessages, [JSON.stringify(written)]);
      const last = page.at(-1)!;
      place = [last.ticketId, last.seq];
    }
  }
}
