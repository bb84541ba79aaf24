import { Injectable } from '@nestjs/common';
import { Database, JobHandler, Jobs, type PayloadOfJob, firstRow, newId, requireWorkspaceId } from '#libs/platform';
import { DispatchOwners } from './dispatch-owners.js';
import { endLease, nextOfLane, renewLease, takeLease } from './dispatch.queries.js';
import { SendDispatch, type QueuedDispatch } from './send-dispatch.js';
import { sendLane } from './send-lane.job.js';

const mostAtOnce = 50;
const heartbeatMs = 5_000;
/** Jobs without a priority run first. */
const bulkPriority = 10;

/**
 * Sends the due dispatches of a lane in order, under a lease. Only a person may send one again that may have been sent.
 */
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

  /** Returns when to read the lane again; null when nothing is due until a change queues the lane. */
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

  /** Queues the job of a lane. */
  async queue(lane: string, { waitMs = 0, owner = '' }: { waitMs?: number; owner?: string }): Promise<void> {
    await this.jobs.add(
      sendLane,
      { workspaceId: requireWorkspaceId(), lane },
      { ...this.options(lane, owner), ...(waitMs && { jobId: `${lane}-later`, delayMs: waitMs, replace: true }) },
    );
  }

  /** Job options of a lane; bulk dispatches get a lower priority. */
  options(lane: string, owner: string): { jobId: string; priority?: number } {
    return { jobId: lane, ...(this.owners.isBulk(owner) && { priority: bulkPriority }) };
  }
}
