import { LeaseLost, type SweepLeases } from './sweep-leases.js';

/** A run that has not come to its end by then goes on in the next one. */
const longestRunMs = 4 * 60_000;

/** One run of a sweep, for as long as this worker holds its lease. */
export class SweepRun {
  private readonly endsAt = performance.now() + longestRunMs;

  constructor(
    readonly name: string,
    /** Fires when the worker stops or the run takes far too long. */
    readonly signal: AbortSignal,
    private readonly leases: SweepLeases,
  ) {}

  /** Where an earlier run stopped, as it stored it; null: begin at the beginning. */
  get cursor(): unknown {
    return this.leases.cursorOf(this.name);
  }

  /**
   * Whether to do nothing more. Ask before each effect: a worker whose event loop stood still learns by the clock, before
   * any timer could tell it, that another has taken over.
   */
  isOver(): boolean {
    return this.signal.aborted || performance.now() > this.endsAt || !this.leases.isHeld(this.name);
  }

  /** Stores how far the run has come, for the next one, also on another worker; null: it has come to its end. */
  async save(cursor: unknown): Promise<void> {
    if (cursor === null && this.cursor === null) return;
    await this.leases.save(this.name, cursor);
  }
}

/** Whether a run ended because another worker has taken over. */
export const isLeaseLost = (error: unknown): boolean => error instanceof LeaseLost;
