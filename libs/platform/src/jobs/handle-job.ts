import type { InjectionToken, Provider } from '@nestjs/common';
import type { JobDefinition, JobPayload } from './define-job.js';

/** One try of one job. */
export interface JobRun {
  /** From 1. */
  attempt: number;
  /** Whether a failure makes it a dead letter. */
  isLast: boolean;
  /** Fires when the try has run out of time or the worker stops. */
  signal: AbortSignal;
}

/** Does the work, in the payload's workspace. Must be repeatable: a try may have done its work and died before it said so. */
export type JobHandler<P extends JobPayload> = (payload: P, run: JobRun) => Promise<void>;

/** A job and who handles it, as the worker finds it among the providers. */
export class HandledJob<P extends JobPayload = JobPayload> {
  constructor(
    readonly job: JobDefinition<P>,
    readonly handle: JobHandler<P>,
  ) {}
}

/** A Nest provider of a job's handler, made from the services it needs; it belongs into a worker module. */
export function handleJob<P extends JobPayload, Needs extends unknown[]>(
  job: JobDefinition<P>,
  inject: InjectionToken[],
  create: (...needs: Needs) => JobHandler<P>,
): Provider {
  return {
    provide: Symbol(`handler of ${job.name}`),
    inject,
    useFactory: (...needs: Needs) => new HandledJob(job, create(...needs)),
  };
}
