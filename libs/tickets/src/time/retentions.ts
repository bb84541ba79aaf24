import { Injectable } from '@nestjs/common';
import {
  Database,
  type Retention,
  Retentions,
  Storage,
  Sweep,
  type SweepRun,
  Sweeps,
  SystemDatabase,
  idBefore,
  oldRows,
  rows,
  unnamedRawFiles,
} from '#libs/platform';
import { dropRawMails, hasOldMail, namedFiles, rawMailsAtOnce } from './retentions.queries.js';

/** Providers retry a message for at most a week; mail servers for a few days. */
const dedupeDays = 90;

/** Retentions that no setting changes. docs/data.md names each. */
const fixed = (database: Database): Retention[] =>
  [
    {
      table: 'received_deliveries',
      key: ['channel_id', 'external_id'],
      isOld: `t.received_at < now() - interval '${dedupeDays} days'`,
    },
    { table: 'auto_answer_senders', key: ['address'], isOld: `t.answered_at < now() - interval '7 days'` },
    { table: 'awaited_replies', key: ['reply_token'], isOld: `t.created_at < now() - interval '1 year'` },
  ].map((rule) => oldRows(database, rule));

const deadLetters = (database: Database, storage: Storage): Retention =>
  oldRows(database, {
    table: 'dead_letters',
    key: ['id'],
    isOld: `t.dismissed_at < now() - interval '30 days'
      or (w.dead_letter_days is not null and t.id < ${idBefore('make_interval(days => w.dead_letter_days)')})`,
    returning: 'array[raw_key, whole_key]',
    after: async (keys) => {
      // The letters of one delivery share its bytes.
      const unnamed = await rows<{ key: string }>(database, unnamedRawFiles, [keys.flat().filter(Boolean)]);
      await deleteFiles(
        storage,
        unnamed.map(({ key }) => key),
      );
    },
  });

const rawMails = (database: Database, storage: Storage): Retention => ({
  name: 'raw mails',
  due: hasOldMail,
  drop: async () => {
    const cleared = await rows<{ rawKey: string | null }>(database, dropRawMails);
    await deleteFiles(
      storage,
      cleared.map(({ rawKey }) => rawKey),
    );
    return cleared.length >= rawMailsAtOnce;
  },
});

/** Delete the bytes after the rows: what a crash leaves is an orphan, which the sweep of orphaned files deletes. */
async function deleteFiles(storage: Storage, keys: (string | null)[]): Promise<void> {
  for (const key of keys) if (key) await storage.delete(key);
}

/** How long rows besides the tickets themselves are kept. */
@Injectable()
@Retentions()
export class TicketRetentions implements Retentions {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  retentions(): Retention[] {
    return [...fixed(this.database), deadLetters(this.database, this.storage), rawMails(this.database, this.storage)];
  }
}

const dayMs = 24 * 3_600_000;
/** Files per statement; the position is stored after each. */
const filesAtOnce = 500;

/** Deletes files that no row refers to, once they are a day old: a crash between bytes and commit left them. */
@Injectable()
export class DropOrphanedFiles {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly system: SystemDatabase,
    private readonly storage: Storage,
  ) {}

  /** Continues after the last file of the earlier run, so that every file has its turn however many there are. */
  @Sweep('drop-orphaned-files', 6 * 3_600_000)
  async dropOrphans(run: SweepRun): Promise<void> {
    const batch: string[] = [];
    let count = 0;
    for await (const { key, storedAt } of this.storage.list(run.cursor as string | null)) {
      if (storedAt.getTime() < Date.now() - dayMs) batch.push(key);
      if (++count % filesAtOnce) continue;
      await this.dropUnnamed(batch.splice(0), run);
      if (run.isOver()) return;
      await run.save(key);
    }
    await this.dropUnnamed(batch, run);
    if (!run.isOver()) await run.save(null);
  }

  private async dropUnnamed(keys: string[], run: SweepRun): Promise<void> {
    if (keys.length === 0) return;
    const named = new Set((await this.system.query<{ key: string }>(namedFiles, [keys])).map(({ key }) => key));
    for (const key of keys.filter((each) => !named.has(each))) {
      if (run.isOver()) return;
      await this.sweeps.alone(run, { key }, () => this.storage.delete(key));
    }
  }
}
