import type { z } from 'zod';
import { DiscoveryService } from '@nestjs/core';
import type { Chain } from '../chain/chain.js';
import { decoratedMethods } from '../discovery/find-decorated.js';

/** A job's payload: ids, never what people wrote, since operators can read queues. */
export interface JobPayload {
  /** Null when the job belongs to no workspace. */
  workspaceId: string | null;
  /** The chain of the event for which the job was queued; added by `Jobs` and hidden from the handler. */
  chain?: Chain;
}

/** The name, payload and limits of a kind of job. */
export interface JobOptions<P extends JobPayload> {
  /** Imperative, kebab-case; also the name of its queue. */
  name: string;
  payload: z.ZodType<P>;
  /** Tries before it becomes a dead letter. */
  attempts: number;
  /** Delay before the second try; doubled for each further one, at most an hour. */
  backoffMs: number;
  /** Jobs of this kind that one worker runs concurrently. */
  concurrency?: number;
  /** A try fails after this time; its signal fires. */
  timeoutMs?: number;
}

export type JobDefinition<P extends JobPayload = JobPayload> = Required<JobOptions<P>>;

/** The payload of a kind of job. */
export type PayloadOfJob<Job> = Job extends JobDefinition<infer P> ? P : never;

const defined = new Set<string>();

/** Defines a kind of job. Its handler is the method with `@JobHandler`. Throws when the name is taken. */
export function defineJob<P extends JobPayload>(options: JobOptions<P>): JobDefinition<P> {
  if (!/^[a-z][a-z0-9-]*$/.test(options.name)) throw new Error(`A job cannot be called ${options.name}`);
  if (defined.has(options.name)) throw new Error(`Two jobs are called ${options.name}`);
  const job = { concurrency: 5, timeoutMs: 60_000, ...options };
  defined.add(job.name);
  return job;
}

/** The names of all jobs that the loaded code defines. */
export const definedJobs = (): string[] => [...defined];

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
