import { Injectable } from '@nestjs/common';
import { Database, type DueIn, Jobs, Sweep, type SweepRun, Sweeps, SystemDatabase, firstRow } from '#libs/platform';
import { bounced, bouncedAnywhere, dueAnywhere, giveUpStuck, stuckAnywhere } from './notice.queries.js';
import { sendNotice } from './send-notice.job.js';

/** Finds notices in the database that are due, so that no queue that is lost loses one. */
@Injectable()
export class SweepNotices {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly jobs: Jobs,
  ) {}

  @Sweep('send-notices', 5_000)
  async sendDue(run: SweepRun): Promise<void> {
    for await (const due of this.sweeps.pages(dueAnywhere, run)) {
      await this.jobs.addAll(
        sendNotice,
        due.map(({ workspaceId, id }) => ({ payload: { workspaceId, noticeId: id }, options: { jobId: id } })),
      );
    }
  }

  /** Ends the wait for senders that died over a notice: it is unknown whether it left. */
  @Sweep('give-up-notices', 5_000)
  giveUpStuck(run: SweepRun): Promise<void> {
    return this.sweeps.each(stuckAnywhere, ({ id }) => firstRow(this.database, giveUpStuck, [id]), run);
  }

  /** Notices that mail servers have reported back. */
  @Sweep('settle-notices', 60_000)
  async settleBounced(run: SweepRun): Promise<void> {
    const due = await this.system.query<DueIn & Record<string, unknown>>(bouncedAnywhere);
    await this.sweeps.inTurns(due, () => this.database.query(bounced).then(() => false), run);
  }
}
