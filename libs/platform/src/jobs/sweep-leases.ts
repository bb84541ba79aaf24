import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { releaseSweeps, saveSweepCursor, takeSweeps } from './sweeps.queries.js';

/** A sweep whose worker died is taken over after at most the sum of these: as long as a job of a dead worker waits. */
const leaseMs = 15_000;
export const renewLeasesMs = 5_000;

/** Another worker runs the sweep now. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(sweep: string) {
    super(`Another worker has taken over the sweep ${sweep}`);
  }
}

interface Held {
  /** By this process's monotonic clock, counted from before the database was asked: never later than the lease itself. */
  until: number;
  cursor: unknown;
}

/**
 * Which sweeps are this worker's to run. A lease is kept between runs and all are renewed by one statement, so that a run
 * costs no write; one that is not renewed ends by itself, also in the eyes of a worker that stood still.
 */
@Injectable()
export class SweepLeases {
  private readonly holder = newId();
  private readonly held = new Map<string, Held>();
  /** An embedded Postgres serves one process, which the data folder's lock makes sure of: who held a lease is dead. */
  private takeOver: boolean;

  constructor(
    private readonly database: Database,
    config: Config,
  ) {
    this.takeOver = config.embedded;
  }

  /** Renews the leases that this worker holds, and takes those that are free. */
  async renew(names: string[]): Promise<void> {
    await this.take(names, this.takeOver);
    this.takeOver = false;
  }

  /** Takes a lease away from whichever worker holds it. */
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

  /** Stores how far a run has come. Throws LeaseLost when it is no longer this worker's. */
  async save(name: string, cursor: unknown): Promise<void> {
    const held = this.held.get(name);
    const json = cursor === null ? null : JSON.stringify(cursor);
    const saved = this.isHeld(name) ? await this.database.query(saveSweepCursor, [name, this.holder, json]) : [];
    if (saved.length === 0) throw this.lost(name);
    held!.cursor = cursor;
  }

  /** Lets other workers take over at once. */
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
      // A run may have stored a newer one than this answer knows.
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
