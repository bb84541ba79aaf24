import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { releaseSweeps, saveSweepCursor, takeSweeps } from './sweeps.queries.js';

/** A sweep of a dead worker is taken over after at most the sum of these, as a job of a dead worker is. */
const leaseMs = 15_000;
export const renewLeasesMs = 5_000;

/** Another worker has taken over the sweep. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(sweep: string) {
    super(`Another worker has taken over the sweep ${sweep}`);
  }
}

interface Held {
  /**
   * On this process's monotonic clock, from before the query was sent, so that it is never later than the lease's own
   * end.
   */
  until: number;
  cursor: unknown;
}

/**
 * The sweeps that this worker may run. Leases are kept between runs and renewed together by one statement, so that a
 * run costs no write. A worker that was paused sees by its clock that a lease has expired.
 */
@Injectable()
export class SweepLeases {
  private readonly holder = newId();
  private readonly held = new Map<string, Held>();
  /** With the embedded Postgres, whose data folder is locked to one process, an earlier holder of a lease is dead. */
  private takeOver: boolean;

  constructor(
    private readonly database: Database,
    config: Config,
  ) {
    this.takeOver = config.embedded;
  }

  /** Renews this worker's leases and takes free ones. */
  async renew(names: string[]): Promise<void> {
    await this.take(names, this.takeOver);
    this.takeOver = false;
  }

  /** Takes a lease, also from a worker that holds it. */
  async seize(name: string): Promise<void> {
    await this.take([name], true);
  }

  isHeld(name: string): boolean {
    return performance.now() < (this.held.get(name)?.until ?? 0);
  }

  /** Where the last run of a sweep stopped; null: at its end. */
  cursorOf(name: string): unknown {
    return this.held.get(name)?.cursor ?? null;
  }

  /** Stores a run's cursor. Throws LeaseLost when another worker has the lease. */
  async save(name: string, cursor: unknown): Promise<void> {
    const held = this.held.get(name);
    const json = cursor === null ? null : JSON.stringify(cursor);
    const saved = this.isHeld(name) ? await this.database.query(saveSweepCursor, [name, this.holder, json]) : [];
    if (saved.length === 0) throw this.lost(name);
    held!.cursor = cursor;
  }

  /** Releases all leases, so that other workers take over at once. */
  async release(): Promise<void> {
    if (this.held.size === 0) return;
    this.held.clear();
    await this.database.query(releaseSweeps, [this.holder]);
  }

  private async take(names: string[], force: boolean): Promise<void> {
    const until = performance.now() + leaseMs;
    const taken = await this.database.query<{ name: string; cursor: unknown }>(takeSweeps, [
      names,
      this.holder,
      leaseMs / 1_000,
      force,
    ]);
    const cursors = new Map(taken.map(({ name, cursor }) => [name, cursor]));
    for (const name of names) {
      // A run may have stored a newer cursor since this query was sent.
      const cursor = this.isHeld(name) ? this.held.get(name)!.cursor : (cursors.get(name) ?? null);
      if (cursors.has(name)) this.held.set(name, { until, cursor });
      else this.held.delete(name);
    }
  }

  private lost(name: string): LeaseLost {
    this.held.delete(name);
    return new LeaseLost(name);
  }
}

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
