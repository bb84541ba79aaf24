import { Injectable } from '@nestjs/common';
import {
  type AddOptions,
  Jobs,
  JobsUnavailable,
  Sweep,
  SystemDatabase,
  type Tx,
  afterCommit,
  requireWorkspaceId,
} from '#libs/platform';
import { countScheduled, horizon, nextToSchedule } from './clocks.queries.js';
import { fireSlaClock } from './fire-sla-clock.job.js';

/** The fields of a clock that the queue needs. */
interface Scheduled {
  workspaceId: string;
  id: string;
  version: number;
  waitMs: number;
}
interface Found extends Scheduled {
  nextAt: string;
}
type Place = Pick<Found, 'nextAt' | 'id'>;

const hourMs = 3_600_000;
const batch = 1_000;
const beginning: Place = { nextAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/**
 * Puts clocks that fire within the hour into the queue. The database alone decides what is due: the queue only makes it
 * punctual. `sweep` finds what the queue loses, and a clock that is scheduled twice fires once.
 */
@Injectable()
export class ScheduleClocks {
  /** The place up to which this worker has scheduled clocks; null when it does not know what the queue holds. */
  private scheduledTo: Place | null = null;

  constructor(
    private readonly jobs: Jobs,
    private readonly system: SystemDatabase,
  ) {}

  /** Schedules clocks that the transaction has set, once it has committed. */
  schedule(tx: Tx, clocks: { id: string; version: number; nextAt: Date | null }[], now: Date): void {
    const workspaceId = requireWorkspaceId();
    const soon = clocks
      .flatMap(({ id, version, nextAt }) =>
        nextAt ? [{ workspaceId, id, version, waitMs: nextAt.getTime() - now.getTime() }] : [],
      )
      .filter(({ waitMs }) => waitMs <= hourMs);
    // A queue that is down must not block the transaction's caller; the sweep schedules the clock.
    if (soon.length) afterCommit(tx, () => void this.add(soon).catch(() => undefined));
  }

  /** Schedules clocks that have come within the hour, and all of the hour again when the queue has lost some. */
  // The sweep's name is in metrics and tables of installations, so it keeps its old word.
  @Sweep('arm-sla-clocks', 20_000)
  async sweep(): Promise<void> {
    try {
      if (this.scheduledTo && (await this.hasLost(this.scheduledTo))) this.scheduledTo = null;
      await this.scheduleNextHour();
    } catch (error) {
      if (!(error instanceof JobsUnavailable)) throw error;
      this.scheduledTo = null;
    }
  }

  private async scheduleNextHour() {
    const [end] = await this.system.query<{ at: string }>(horizon);
    for (let place = this.scheduledTo ?? beginning; ;) {
      const found = await this.system.query<Found>(nextToSchedule, [place.nextAt, place.id, end!.at, batch]);
      await this.add(found);
      const last = found.at(-1);
      if (found.length < batch || !last) break;
      place = { nextAt: last.nextAt, id: last.id };
      this.scheduledTo = place;
    }
    this.scheduledTo = { nextAt: end!.at, id: beginning.id };
  }

  /**
   * The queue has lost jobs when it holds fewer than are scheduled. It may hold more: jobs of clocks that were met
   * meanwhile.
   */
  private async hasLost({ nextAt }: Place): Promise<boolean> {
    const counts = (await this.jobs.counts()).get(fireSlaClock.name)!;
    const [scheduled] = await this.system.query<{ n: number }>(countScheduled, [nextAt]);
    return counts.waiting + counts.active + counts.delayed < scheduled!.n;
  }

  private add(clocks: Scheduled[]): Promise<void> {
    return this.jobs.addAll(
      fireSlaClock,
      clocks.map(({ workspaceId, id, version, waitMs }) => ({
        payload: { workspaceId, clockId: id, version },
        options: jobOptions(id, version, waitMs),
      })),
    );
  }
}

const jobOptions = (id: string, version: number, waitMs: number): AddOptions => ({
  jobId: `${id}-${version}`,
  delayMs: Math.max(0, waitMs),
});
