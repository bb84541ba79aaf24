import type { InjectionToken, Provider } from '@nestjs/common';
import { inWork } from '../database/work-context.js';
import { type SweepWork, type TimedWork, WorkerTimers } from './worker-timers.js';

/** A Nest provider of work that every worker repeats, made from the services it needs; it belongs into a worker module. */
export function everyMs<Needs extends unknown[]>(
  name: string,
  ms: number,
  inject: InjectionToken[],
  create: (...needs: Needs) => TimedWork,
): Provider {
  return {
    provide: Symbol(`timer ${name}`),
    inject: [WorkerTimers, ...inject],
    useFactory: (timers: WorkerTimers, ...needs: Needs) => {
      const work = create(...needs);
      timers.every(name, ms, (signal) => inWork('sweep', () => work(signal)));
      return true;
    },
  };
}

/** A Nest provider of a sweep, which one worker at a time repeats; it belongs into a worker module. */
export function sweepEveryMs<Needs extends unknown[]>(
  name: string,
  ms: number,
  inject: InjectionToken[],
  create: (...needs: Needs) => SweepWork,
): Provider {
  return {
    provide: Symbol(`sweep ${name}`),
    inject: [WorkerTimers, ...inject],
    useFactory: (timers: WorkerTimers, ...needs: Needs) => {
      const work = create(...needs);
      timers.sweep(name, ms, (run) => inWork('sweep', () => work(run)));
      return true;
    },
  };
}
