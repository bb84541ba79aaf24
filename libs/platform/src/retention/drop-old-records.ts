import { Injectable, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Database } from '../database/database.js';
import { SystemDatabase } from '../database/system-database.js';
import { type DueIn, JobsWorkerModule, Sweep, type SweepRun, Sweeps } from '../jobs/index.js';
import { type Retention, Retentions, findRetentions, oldRows } from './retention.js';

/**
 * Deletes records whose retention has ended, in bounded batches. One statement per kind finds the workspaces with such
 * records.
 */
@Injectable()
class DropOldRecords {
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

/** Retention of platform's own records. docs/data.md lists it. */
@Injectable()
@Retentions()
class PlatformRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return [
      oldRows(this.database, {
        table: 'idempotency_keys',
        key: ['agent_id', 'operation', 'key'],
        isOld: `t.created_at < now() - interval '2 days'`,
      }),
    ];
  }
}

/** Deletes records whose retention has ended. For the worker. */
@Module({
  imports: [JobsWorkerModule, DiscoveryModule],
  providers: [DropOldRecords, PlatformRetentions],
})
export class RetentionWorkerModule {}
