import type { InjectionToken, Provider } from '@nestjs/common';
import { type TimedWork, WorkerTimers } from './worker-timers.js';

/** A Nest provider of work that each worker repeats, made from the services it needs; it belongs into a worker module. */
export function everyMs<Needs extends unknown[]>(
  name: string,
  ms: number,
  inject: InjectionToken[],
  create: (...needs: Needs) => TimedWork,
): Provider {
  return {
    provide: Symbol(`timer ${name}`),
    inject: [WorkerTimers, ...inject],
    useFactory: (timers: WorkerTimers, ...needs: Needs) => timers.every(name, ms, create(...needs)) ?? true,
  };
}
