import { setMaxListeners } from 'node:events';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Log } from '../observe/index.js';
import { settledWithin, withDeadline } from './with-deadline.js';

/** Work that is repeated. It must be harmless when several workers do it at once. */
export type TimedWork = (signal: AbortSignal) => Promise<unknown>;

interface Timed {
  name: string;
  everyMs: number;
  work: TimedWork;
}

const longestRunMs = 5 * 60_000;
const closeWithinMs = 5_000;

/**
 * The worker's own timers, for sweeps: what must happen even when a queue was lost. Runs of one name never overlap in
 * a process; each interval varies by a tenth, so that workers do not keep step.
 */
@Injectable()
export class WorkerTimers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timed: Timed[] = [];
  private readonly loops: Promise<void>[] = [];
  private readonly stopping = new AbortController();
  private started = false;

  constructor(private readonly log: Log) {
    // Each timer waits for the one end.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Repeats work at this interval, from boot to shutdown. */
  every(name: string, everyMs: number, work: TimedWork): void {
    const timed = { name, everyMs, work };
    this.timed.push(timed);
    if (this.started) this.loops.push(this.loop(timed));
  }

  /** Runs the work of a name once, now. */
  async runNow(name: string): Promise<void> {
    for (const timed of this.timed.filter((each) => each.name === name)) await timed.work(this.stopping.signal);
  }

  onApplicationBootstrap() {
    this.started = true;
    for (const timed of this.timed) this.loops.push(this.loop(timed));
  }

  async beforeApplicationShutdown() {
    this.stopping.abort();
    await settledWithin(Promise.all(this.loops), closeWithinMs);
  }

  private async loop({ name, everyMs, work }: Timed) {
    await this.pause(Math.random() * Math.min(everyMs, 1_000));
    while (!this.stopping.signal.aborted) {
      await this.once(name, work);
      await this.pause(everyMs * (0.9 + Math.random() / 5));
    }
  }

  private async once(name: string, work: TimedWork) {
    const run = new AbortController();
    const stop = () => run.abort();
    this.stopping.signal.addEventListener('abort', stop);
    try {
      await withDeadline(
        Promise.resolve().then(() => work(run.signal)),
        longestRunMs,
        () => new Error('takes too long'),
      );
    } catch (error) {
      if (!this.stopping.signal.aborted) this.log.error('a timed task failed', error, { task: name });
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
