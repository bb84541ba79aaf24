import { Injectable } from '@nestjs/common';
import {
  Database,
  type DueIn,
  Log,
  Sweep,
  type SweepRun,
  Sweeps,
  SystemDatabase,
  firstRow,
  requireWorkspaceId,
} from '#libs/platform';
import {
  foldChanges,
  foldedAtOnce,
  recount,
  workspacesToFold,
  workspacesToRecount,
} from '../core/ticket-counts.queries.js';

type Run = Pick<SweepRun, 'name' | 'isOver'>;

/** Keeps the stored counts of tickets short and true. */
@Injectable()
export class KeepCounts {
  constructor(
    private readonly system: SystemDatabase,
    private readonly database: Database,
    private readonly sweeps: Sweeps,
    private readonly log: Log,
  ) {}

  /** Adds up what changes of tickets have appended, so that those who read the counts read few rows. */
  @Sweep('fold-ticket-counts', 2_000)
  async fold(run: Run): Promise<void> {
    const due = await this.system.query<DueIn & Record<string, unknown>>(workspacesToFold);
    await this.sweeps.inTurns(due, () => this.foldBatch(), run);
  }

  /**
   * Counts the tickets again each night, logs counts that differ and mends them. After an upgrade also counts the
   * tickets of before, soon.
   */
  @Sweep('recount-tickets', 20_000)
  async recount(run: Run): Promise<void> {
    const due = await this.system.query<DueIn & Record<string, unknown>>(workspacesToRecount);
    await this.sweeps.inTurns(due, () => this.recountTickets(), run);
  }

  private async foldBatch(): Promise<boolean> {
    const { folded } = (await firstRow<{ folded: number }>(this.database, foldChanges))!;
    return folded === foldedAtOnce;
  }

  private async recountTickets(): Promise<false> {
    const { differences, isKnown } = (await firstRow<{ differences: number; isKnown: boolean }>(
      this.database,
      recount,
    ))!;
    if (differences > 0 && isKnown)
      this.log.error('counts of tickets were wrong and are mended', undefined, {
        workspaceId: requireWorkspaceId(),
        differences,
      });
    return false;
  }
}
