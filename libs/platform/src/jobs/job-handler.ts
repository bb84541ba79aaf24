import { DiscoveryService } from '@nestjs/core';
import { decoratedMethods } from '../discovery/find-decorated.js';
import { type JobDefinition, type JobPayload, definedJobs } from './define-job.js';

/** One try of one job. */
export interface JobRun {
  /** From 1. */
  attempt: number;
  /** Whether a failure of this try makes the job a dead letter. */
  isLast: boolean;
  /** Fires when the try exceeds its time limit or the worker stops. */
  signal: AbortSignal;
}

/**
 * Does the work, in the payload's workspace. Must be idempotent: a process may die after the work, before the job is
 * marked as done.
 */
export type HandleJob<P extends JobPayload = JobPayload> = (payload: P, run: JobRun) => Promise<void>;

/** A job with its handler. */
export interface HandledJob {
  job: JobDefinition;
  handle: HandleJob;
}

const handling = DiscoveryService.createDecorator<{ job: JobDefinition }>();

/** Makes a method of a worker's provider the only handler of a job. */
export function JobHandler<P extends JobPayload>(job: JobDefinition<P>) {
  return <Method extends HandleJob<P>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => void handling({ job: job as unknown as JobDefinition })(target, key, descriptor);
}

/** All jobs with their handlers. Throws when a job that the loaded code defines has none or several. */
export function findJobHandlers(discovery: DiscoveryService): HandledJob[] {
  const found = decoratedMethods<{ job: JobDefinition }, HandleJob>(discovery, handling);
  const faults = definedJobs().flatMap((name) => {
    const count = found.filter(({ options }) => options.job.name === name).length;
    return count === 1 ? [] : [`${name} has ${count === 0 ? 'no handler' : `${count} handlers`}`];
  });
  if (faults.length) throw new Error(`Each job needs exactly one handler: ${faults.join(', ')}`);
  return found.map(({ options: { job }, run }) => ({ job, handle: run }));
}
