import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { inWork } from '../database/workspace-context.js';
import { decoratedMethods, doubles } from '../discovery/find-decorated.js';
import { type SweepWork, type TimedWork, WorkerTimers } from './worker-timers.js';

interface Timing {
  name: string;
  everyMs: number;
}

const timing = DiscoveryService.createDecorator<Timing>();
const sweeping = DiscoveryService.createDecorator<Timing>();

/**
 * Repeats a method of a worker's provider, in every worker.
 * @param name unique among timers and sweeps
 */
export function Every(name: string, everyMs: number) {
  return <Method extends TimedWork>(target: object, key: string, descriptor: TypedPropertyDescriptor<Method>): void =>
    void timing({ name, everyMs })(target, key, descriptor);
}

/**
 * Repeats a method of a worker's provider, on the one worker that holds its lease.
 * @param name unique among timers and sweeps; the lease and the cursor are stored under it
 */
export function Sweep(name: string, everyMs: number) {
  return <Method extends SweepWork>(target: object, key: string, descriptor: TypedPropertyDescriptor<Method>): void =>
    void sweeping({ name, everyMs })(target, key, descriptor);
}

/**
 * Registers all timers and sweeps of this worker with WorkerTimers before these start. Throws when two share a name.
 */
@Injectable()
export class FindTimers implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly timers: WorkerTimers,
  ) {}

  onModuleInit(): void {
    const timers = decoratedMethods<Timing, TimedWork>(this.discovery, timing);
    const sweeps = decoratedMethods<Timing, SweepWork>(this.discovery, sweeping);
    const [double] = doubles([...timers, ...sweeps].map(({ options }) => options.name));
    if (double) throw new Error(`Two timers are called ${double}`);
    for (const { options, run: work } of timers)
      this.timers.every(options.name, options.everyMs, (signal) => inWork('sweep', () => work(signal)));
    for (const { options, run: work } of sweeps)
      this.timers.sweep(options.name, options.everyMs, (run) => inWork('sweep', () => work(run)));
  }
}
