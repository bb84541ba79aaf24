import { Injectable } from '@nestjs/common';
import {
  Database,
  type DueRow,
  JobHandler,
  Jobs,
  type PayloadOfJob,
  Sweep,
  type SweepRun,
  Sweeps,
  defineJob,
  firstRow,
  newId,
  requireWorkspaceId,
} from '#libs/platform';
import { z } from 'zod';
import { DispatchOwners } from './dispatch-owner.js';
import { dueAnywhere, endLease, nextOfLane, renewLease, takeLease } from './dispatch.queries.js';
import { SendDispatch, type QueuedDispatch } from './send-dispatch.js';

/** Sends the due dispatches of a lane in order. Names the lane, not a dispatch, so that the order is kept. */
const sendLane = defineJob({
  name: 'send-lane',
  // A lane may be a digest, which has no valid UUID version.
  payload: z.object({ workspaceId: z.uuid(), lane: z.guid() }),
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 15,
  timeoutMs: 100_000,
});

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

/** Finds due dispatches in the database, so that a lost queue loses none. */
@Injectable()
export class SweepDispatches {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly jobs: Jobs,
    private readonly lanes: SendLane,
  ) {}

  /** Requeues the lanes of due dispatches, also those that a dead worker held. */
  @Sweep('send-dispatches', 5_000)
  async requeue(run: SweepRun): Promise<void> {
    for await (const due of this.sweeps.pages<DueRow & { lane: string; owner: string }>(dueAnywhere, run)) {
      const lanes = new Map(due.map((dispatch) => [dispatch.lane, dispatch]));
      await this.jobs.addAll(
        sendLane,
        [...lanes.values()].map(({ workspaceId, lane, owner }) => ({
          payload: { workspaceId, lane },
          options: this.lanes.options(lane, owner),
        })),
      );
    }
  }
}
