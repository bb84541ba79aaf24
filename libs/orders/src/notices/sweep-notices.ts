import { Injectable } from '@nestjs/common';
import { Database, Jobs, Sweeps, firstRow } from '#libs/platform';
import { bounced, dueAnywhere, giveUpStuck, oldDeliveries, stuckAnywhere } from './notice.queries.js';
import { sendNotice } from './send-notice.job.js';

/** Finds notices in the database that are due, so that no queue that is lost loses one. */
@Injectable()
export class SweepNotices {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async sweep(signal: AbortSignal): Promise<void> {
    await this.sweeps.each(
      'send-notices',
      stuckAnywhere,
      ({ id }) => firstRow(this.database, giveUpStuck, [id]),
      signal,
    );
    for await (const due of this.sweeps.pages(dueAnywhere, signal)) {
      await this.jobs.addAll(
        sendNotice,
        due.map(({ workspaceId, id }) => ({ payload: { workspaceId, noticeId: id }, options: { jobId: id } })),
      );
    }
  }

  /** Notices that mail servers have reported back, and names of deliveries that no shop will repeat any more. */
  settleOld(signal: AbortSignal): Promise<void> {
    return this.sweeps.inEachWorkspace(
      'settle-notices',
      async () => {
        await this.database.query(bounced);
        await this.database.query(oldDeliveries);
      },
      signal,
    );
  }
}
