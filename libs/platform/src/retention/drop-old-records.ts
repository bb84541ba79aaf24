import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { SystemDatabase } from '../database/index.js';
import { type DueIn, Sweep, type SweepRun, Sweeps } from '../jobs/index.js';
import { type Retention, findRetentions } from './retention.js';

/**
 * Deletes records whose retention has ended, in bounded batches. One statement per kind finds the workspaces with such
 * records.
 */
@Injectable()
export class DropOldRecords {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly system: SystemDatabase,
    private readonly sweeps: Sweeps,
  ) {}

  @Sweep('drop-old-records', 3_600_000)
  async sweep(run: SweepRun): Promise<void> {
    for (const retention of findRetentions(this.discovery)) {
      if (run.isOver()) return;
      await this.sweeps.alone(run, { of: retention.name }, () => this.dropOld(retention, run));
    }
  }

  private async dropOld(retention: Retention, run: SweepRun): Promise<void> {
    if (!retention.due) return this.dropAll(retention, run);
    const due = await this.system.query<DueIn & Record<string, unknown>>(retention.due);
    const found = due.map(({ workspaceId }) => ({ workspaceId, of: retention.name }));
    await this.sweeps.inTurns(found, () => retention.drop(), run);
  }

  private async dropAll(retention: Retention, run: SweepRun): Promise<void> {
    while (!run.isOver() && (await retention.drop()));
  }
}
