import { Injectable } from '@nestjs/common';
import { Database, JobHandler, Jobs, type PayloadOfJob, firstRow, newId, requireWorkspaceId } from '#libs/platform';
import { DispatchOwners } from './dispatch-owners.js';
import { endLease, nextOfLane, renewLease, takeLease } from './dispatch.queries.js';
import { SendDispatch, type QueuedDispatch } from './send-dispatch.js';
import { sendLane } from './send-lane.job.js';

const mostAtOnce = 50;
const heartbeatMs = 5_000;
/** Of the priorities of a queue, where none at all comes first. */
const bulkPriority = 10;

/** Sends what is due on a lane in order, under a lease, each at most once without a person's word. */
@Injectable()
export class SendLane {
  constructor(
    private readonly database: Database,
    private readonly owners: DispatchOwners,
    private readonly dispatches: SendDispatch,
    private readonly jobs: Jobs,
  ) {}

  @JobHandler(sendLane)
  async send({ lane }: Pick<PayloadOfJob<typeof sendLane>, 'lane'>): Promise<void> {
    const holder = newId();
    if (!(await firstRow(this.database, takeLease, [lane, holder]))) return;
    const heartbeat = setInterval(
      () => void this.database.query(renewLease, [lane, holder]).catch(() => undefined),
      heartbeatMs,
    );
    try {
      const again = await this.sendAll(lane, holder);
      if (again) await this.queue(lane, again);
    } finally {
      clearInterval(heartbeat);
      await this.database.query(endLease, [lane, holder]);
    }
  }

  /** When the lane is to be looked at again; null when a change of it will say so. */
  private async sendAll(lane: string, holder: string): Promise<{ waitMs: number; owner: string } | null> {
    let owner = '';
    for (let count = 0; count < mostAtOnce; count++) {
      const next = await firstRow<QueuedDispatch>(this.database, nextOfLane, [lane, holder]);
      if (!next) return null;
      ({ owner } = next);
      const waitMs = next.waitMs === 0 ? await this.dispatches.send(next) : next.waitMs;
      if (waitMs !== 0) return waitMs === null ? null : { waitMs, owner };
    }
    return { waitMs: 0, owner };
  }

  /** Has a lane looked at, now or later. */
  async queue(lane: string, { waitMs = 0, owner = '' }: { waitMs?: number; owner?: string }): Promise<void> {
    await this.jobs.add(
      sendLane,
      { workspaceId: requireWorkspaceId(), lane },
      { ...this.options(lane, owner), ...(waitMs && { jobId: `${lane}-later`, delayMs: waitMs, replace: true }) },
    );
  }

  /** How a lane is queued; mass mailings give way to conversations. */
  options(lane: string, owner: string): { jobId: string; priority?: number } {
    return { jobId: lane, ...(this.owners.isBulk(owner) && { priority: bulkPriority }) };
  }
}
