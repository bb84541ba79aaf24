import { LeaseLost, type SweepLeases } from './sweep-leases.js';

/** A longer run stops and is resumed by the next one. */
const longestRunMs = 4 * 60_000;

/** One run of a sweep, for as long as this worker holds its lease. */
export class SweepRun {
  private readonly endsAt = performance.now() + longestRunMs;

  constructor(
    readonly name: string,
    /** Fires when the worker stops or the run exceeds its time limit. */
    readonly signal: AbortSignal,
    private readonly leases: SweepLeases,
  ) {}

  /** The cursor that an earlier run stored; null: start from the beginning. */
  get cursor(): unknown {
    return this.leases.cursorOf(this.name);
  }

  /**
   * Whether the run must stop. Check it before each effect: after a blocked event loop the clock shows that the lease
   * has expired before any timer fires.
   */
  isOver(): boolean {
    return this.signal.aborted || performance.now() > this.endsAt || !this.leases.isHeld(this.name);
  }

  /** Stores where the next run, maybe on another worker, resumes; null: the run is complete. Throws LeaseLost. */
  async save(cursor: unknown): Promise<void> {
    if (cursor === null && this.cursor === null) return;
    await this.leases.save(this.name, cursor);
  }
}

/** Whether the error means that another worker has taken over. */
export const isLeaseLost = (error: unknown): boolean => error instanceof LeaseLost;
