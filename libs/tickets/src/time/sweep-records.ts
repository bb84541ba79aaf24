import { Injectable } from '@nestjs/common';
import { Storage, Sweep, type SweepRun, Sweeps, SystemDatabase } from '#libs/platform';

const dayMs = 24 * 3_600_000;
/** Files that are looked up by one statement, after which the place is kept. */
const filesAtOnce = 500;

/** Those of the keys that a row names. Each part goes by an index. */
const namedFiles = `
  select k as key from unnest($1::text[]) as k
  where exists (select from attachments where storage_key = k) or exists (select from messages where raw_key = k)
    or exists (select from dead_letters where raw_key = k)`;

/** Deletes files that no row names, once they are a day old: what a crash left between bytes and commit. */
@Injectable()
export class SweepRecords {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly system: SystemDatabase,
    private readonly storage: Storage,
  ) {}

  /** Goes on behind the last file that an earlier run looked at, so that it comes to the later ones however many there are. */
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
