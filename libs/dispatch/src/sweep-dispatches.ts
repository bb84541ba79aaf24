import { Injectable } from '@nestjs/common';
import { type DueRow, Jobs, Sweep, type SweepRun, Sweeps } from '#libs/platform';
import { dueAnywhere } from './dispatch.queries.js';
import { sendLane } from './send-lane.job.js';
import { SendLane } from './send-lane.js';

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
