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
import { countArmed, horizon, nextToArm } from './clocks.queries.js';
import { fireSlaClock } from './fire-sla-clock.job.js';

/** A clock as the queue needs to know it. */
interface Armed {
  workspaceId: string;
  id: string;
  version: number;
  waitMs: number;
}
interface Found extends Armed {
  nextAt: string;
}
type Place = Pick<Found, 'nextAt' | 'id'>;

const hourMs = 3_600_000;
const batch = 1_000;
const beginning: Place = { nextAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/**
 * Puts clocks that fire within the hour into the queue. The database alone says what is due: the queue only makes it
 * punctual, so whatever it loses is found again by `sweep`, and what was armed twice fires once.
 */
@Injectable()
export class ArmClocks {
  /** How far this worker has armed; null: nothing is known to be in the queue. */
  private armedTo: Place | null = null;

  constructor(
    private readonly jobs: Jobs,
    private readonly system: SystemDatabase,
  ) {}

  /** Arms clocks that the transaction has set, once it has committed. */
  arm(tx: Tx, clocks: { id: string; version: number; nextAt: Date | null }[], now: Date): void {
    const workspaceId = requireWorkspaceId();
    const soon = clocks
      .flatMap(({ id, version, nextAt }) =>
        nextAt ? [{ workspaceId, id, version, waitMs: nextAt.getTime() - now.getTime() }] : [],
      )
      .filter(({ waitMs }) => waitMs <= hourMs);
    // A queue that is away must not hold up what happened; the sweep comes to it.
    if (soon.length) afterCommit(tx, () => void this.add(soon).catch(() => undefined));
  }

  /** Arms what has come into the hour, and all of the hour again when the queue has lost some of it. */
  @Sweep('arm-sla-clocks', 20_000)
  async sweep(): Promise<void> {
    try {
      if (this.armedTo && (await this.hasLost(this.armedTo))) this.armedTo = null;
      await this.armUpToAnHour();
    } catch (error) {
      if (!(error instanceof JobsUnavailable)) throw error;
      this.armedTo = null;
    }
  }

  private async armUpToAnHour() {
    const [end] = await this.system.query<{ at: string }>(horizon);
    for (let place = this.armedTo ?? beginning; ;) {
      const found = await this.system.query<Found>(nextToArm, [place.nextAt, place.id, end!.at, batch]);
      await this.add(found);
      const last = found.at(-1);
      if (found.length < batch || !last) break;
      place = { nextAt: last.nextAt, id: last.id };
      this.armedTo = place;
    }
    this.armedTo = { nextAt: end!.at, id: beginning.id };
  }

  /** A queue that holds less than is armed has lost something; one that holds more holds what was answered meanwhile. */
  private async hasLost({ nextAt }: Place): Promise<boolean> {
    const counts = (await this.jobs.counts()).get(fireSlaClock.name)!;
    const [armed] = await this.system.query<{ n: number }>(countArmed, [nextAt]);
    return counts.waiting + counts.active + counts.delayed < armed!.n;
  }

  private add(clocks: Armed[]): Promise<void> {
    return this.jobs.addAll(
      fireSlaClock,
      clocks.map(({ workspaceId, id, version, waitMs }) => ({
        payload: { workspaceId, clockId: id, version },
        options: howToArm(id, version, waitMs),
      })),
    );
  }
}

const howToArm = (id: string, version: number, waitMs: number): AddOptions => ({
  jobId: `${id}-${version}`,
  delayMs: Math.max(0, waitMs),
});
