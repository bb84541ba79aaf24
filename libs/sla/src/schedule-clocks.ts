import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Jobs,
  JobsUnavailable,
  Sweep,
  SystemDatabase,
  type Tx,
  afterCommit,
  defineJob,
  requireWorkspaceId,
} from '#libs/platform';
import { countScheduled, horizon, nextToSchedule } from './clocks.queries.js';

/**
 * Fires what is due of a workspace at a moment, in seconds since 1970. A job without a moment was queued by an earlier
 * version for one clock, and fires what is due when it runs.
 */
export const fireSlaClock = defineJob({
  name: 'fire-sla-clock',
  payload: z.object({ workspaceId: z.uuid(), moment: z.number().int().optional() }),
  attempts: 5,
  backoffMs: 1_000,
  concurrency: 10,
  timeoutMs: 120_000,
});

/** A second in which clocks of a workspace fire. */
interface Moment {
  workspaceId: string;
  /** Seconds since 1970. */
  moment: number;
  /** The time by the database's clock, likewise. */
  now: number;
}
interface Found extends Moment {
  id: string;
  nextAt: string;
}
type Place = Pick<Found, 'nextAt' | 'id'>;

const hourSeconds = 3_600;
const batch = 5_000;
const beginning: Place = { nextAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/**
 * Puts the moments of the next hour at which clocks fire into the queue, one job for a second of a workspace. The
 * database alone decides what is due: the queue only makes it punctual. `sweep` finds what the queue loses, and a clock
 * whose moment is scheduled twice fires once.
 */
@Injectable()
export class ScheduleClocks {
  /** The place up to which this worker has scheduled clocks; null when it does not know what the queue holds. */
  private scheduledTo: Place | null = null;

  constructor(
    private readonly jobs: Jobs,
    private readonly system: SystemDatabase,
  ) {}

  /** Schedules the moments of clocks that the transaction has set, once it has committed. */
  schedule(tx: Tx, clocks: { nextAt: Date | null }[], at: Date): void {
    const workspaceId = requireWorkspaceId();
    const now = at.getTime() / 1_000;
    const soon = clocks
      .flatMap(({ nextAt }) => (nextAt ? [{ workspaceId, moment: Math.ceil(nextAt.getTime() / 1_000), now }] : []))
      .filter(({ moment }) => moment - now <= hourSeconds);
    // A queue that is down must not block the transaction's caller; the sweep schedules the moments.
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
   * The queue has lost jobs when it holds fewer than there are moments. It may hold more: of clocks that were met
   * meanwhile.
   */
  private async hasLost({ nextAt }: Place): Promise<boolean> {
    const counts = (await this.jobs.counts()).get(fireSlaClock.name)!;
    const [scheduled] = await this.system.query<{ n: number }>(countScheduled, [nextAt]);
    return counts.waiting + counts.active + counts.delayed < scheduled!.n;
  }

  private add(moments: Moment[]): Promise<void> {
    const jobs = new Map(moments.map((each) => [`${each.workspaceId}-${each.moment}`, each]));
    return this.jobs.addAll(
      fireSlaClock,
      [...jobs].map(([jobId, { workspaceId, moment, now }]) => ({
        payload: { workspaceId, moment },
        options: { jobId, delayMs: Math.max(0, (moment - now) * 1_000) },
      })),
    );
  }
}
