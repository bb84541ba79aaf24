import type { z } from 'zod';
import type { Chain } from '../chain/chain.js';

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
