import { setMaxListeners } from 'node:events';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log } from '../observe/index.js';
import { SweepLeases, SweepRun, isLeaseLost, renewLeasesMs } from './sweep-leases.js';
import { settledWithin, withDeadline } from './with-deadline.js';

/** Work that every worker repeats. Must be safe to run on several workers at once. */
export type TimedWork = (signal: AbortSignal) => Promise<unknown>;

/**
 * Work that one worker at a time repeats. Make each effect conditional on its row all the same: a lease saves work, but
 * does not exclude a second run.
 */
export type SweepWork = (run: SweepRun) => Promise<unknown>;

interface Timed {
  name: string;
  everyMs: number;
  work: TimedWork;
  /** Whether it needs a lease. */
  isSweep: boolean;
}

const longestRunMs = 5 * 60_000;
const closeWithinMs = 5_000;
/** Wait for a lease, and before an incomplete run is resumed. */
const shortPauseMs = 1_000;

/**
 * The worker's timers, for work that must be done even when a queue was lost. Runs of one name never overlap in a
 * process, those of a sweep on no two workers. Intervals vary by a tenth, so that workers do not run in step.
 */
@Injectable()
export class WorkerTimers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timed: Timed[] = [];
  private readonly loops: Promise<void>[] = [];
  private readonly stopping = new AbortController();
  private started = false;

  constructor(
    private readonly log: Log,
    private readonly leases: SweepLeases,
  ) {
    // Each timer adds a listener.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Repeats work at this interval in every worker, from boot to shutdown. */
  every(name: string, everyMs: number, work: TimedWork): void {
    this.add({ name, everyMs, work, isSweep: false });
  }

  /** Repeats a sweep at this interval, on the one worker that holds its lease. */
  sweep(name: string, everyMs: number, work: SweepWork): void {
    const run: TimedWork = (signal) => work(new SweepRun(name, signal, this.leases));
    this.add({ name, everyMs, work: run, isSweep: true });
  }

  /** Runs a timer or sweep now, in this process, and takes its lease from another worker. */
  async runNow(name: string): Promise<void> {
    for (const timed of this.timed.filter((each) => each.name === name)) {
      if (timed.isSweep) await this.leases.seize(name);
      await timed.work(this.stopping.signal);
    }
  }

  onApplicationBootstrap() {
    this.started = true;
    this.loops.push(this.keepLeases(), ...this.timed.map((timed) => this.loop(timed)));
  }

  async beforeApplicationShutdown() {
    this.stopping.abort();
    // If a run does not end in time, let its lease expire instead of releasing it.
    if (await settledWithin(Promise.all(this.loops), closeWithinMs))
      await settledWithin(this.leases.release(), closeWithinMs);
  }

  private add(timed: Timed) {
    this.timed.push(timed);
    if (this.started) this.loops.push(this.loop(timed));
  }

  private async keepLeases() {
    while (!this.stopping.signal.aborted) {
      const sweeps = this.timed.filter(({ isSweep }) => isSweep).map(({ name }) => name);
      if (sweeps.length)
        await this.leases
          .renew(sweeps)
          .catch((error: Error) => this.log.warn('the leases of sweeps cannot be renewed', { reason: error.message }));
      await this.pause(renewLeasesMs);
    }
  }

  private async loop(timed: Timed) {
    const { name, everyMs, isSweep } = timed;
    const soonMs = Math.min(everyMs, shortPauseMs);
    await this.pause(Math.random() * soonMs);
    while (!this.stopping.signal.aborted) {
      const isOurs = !isSweep || this.leases.isHeld(name);
      const hasSucceeded = isOurs && (await this.runTimed(timed));
      const isIncomplete = hasSucceeded && isSweep && this.leases.cursorOf(name) !== null;
      await this.pause(!isOurs || isIncomplete ? soonMs : everyMs * (0.9 + Math.random() / 5));
    }
  }

  /** Returns whether the run succeeded. */
  private async runTimed({ name, work }: Timed): Promise<boolean> {
    const run = new AbortController();
    const stop = () => run.abort();
    this.stopping.signal.addEventListener('abort', stop);
    try {
      await withDeadline(
        Promise.resolve().then(() => work(run.signal)),
        longestRunMs,
        () => new Error('takes too long'),
      );
      return true;
    } catch (error) {
      if (isLeaseLost(error)) this.log.info('another worker has taken over a sweep', { task: name });
      else if (!this.stopping.signal.aborted) this.log.error('a timed task failed', error, { task: name });
      return false;
    } finally {
      this.stopping.signal.removeEventListener('abort', stop);
      run.abort();
    }
  }

  private pause(ms: number) {
    const { signal } = this.stopping;
    return new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
  }
}
