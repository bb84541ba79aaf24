import { Injectable } from '@nestjs/common';
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
} from '#libs/platform';
import {
  advancePacks,
  dropPacks,
  lockPacks,
  packedAtOnce,
  takeStale,
  workspacesToPack,
  writePacks,
} from './fact-packs.queries.js';
import { addDays } from './period.js';

/** Packs the facts of days that are over, so that reports read few rows. */
@Injectable()
export class KeepPacks {
  constructor(
    private readonly system: SystemDatabase,
    private readonly database: Database,
    private readonly sweeps: Sweeps,
  ) {}

  /** Packs the next days, after an upgrade from the first one on, and anew those whose facts have changed. */
  @Sweep('pack-ticket-facts', 20_000)
  async pack(run: Pick<SweepRun, 'name' | 'isOver'>): Promise<void> {
    const due = await this.system.query<DueIn & Record<string, unknown>>(workspacesToPack);
    await this.sweeps.inTurns(due, () => this.database.transaction(packBatch), run);
  }
}

/** Returns whether more may be due. The marks go first: what is written after that is read by later statements. */
async function packBatch(tx: Tx): Promise<boolean> {
  const { until, ahead } = (await firstRow<{ until: string; ahead: number }>(tx, lockPacks))!;
  const stale = [...new Set((await rows<{ day: string }>(tx, takeStale)).map(({ day }) => day))];
  const next = Array.from({ length: ahead }, (_, index) => addDays(until, index));
  const days = [...new Set([...stale.filter((day) => day < until), ...next])];
  if (days.length) {
    await rows(tx, dropPacks, [days]);
    await rows(tx, writePacks, [days]);
    await rows(tx, advancePacks, [ahead]);
  }
  return ahead === packedAtOnce || stale.length === packedAtOnce;
}
