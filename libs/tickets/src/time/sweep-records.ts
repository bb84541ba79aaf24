import { Injectable } from '@nestjs/common';
import { Storage, Sweep, type SweepRun, Sweeps, SystemDatabase } from '#libs/platform';

const dayMs = 24 * 3_600_000;
/** Files per statement; the position is stored after each. */
const filesAtOnce = 500;

/** Returns those of the keys that a row refers to. Each part uses an index. */
const namedFiles = `
  select k as key from unnest($1::text[]) as k
  where exists (select from attachments where storage_key = k) or exists (select from messages where raw_key = k)
    or exists (select from dead_letters where raw_key = k)`;

/** Deletes files that no row refers to, once they are a day old: a crash between bytes and commit left them. */
@Injectable()
export class SweepRecords {
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
