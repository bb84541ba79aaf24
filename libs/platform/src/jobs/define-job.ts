import type { z } from 'zod';
import type { Chain } from '../chain/chain.js';

/** A payload holds ids, never what people wrote: queues are readable to operators. */
export interface JobPayload {
  /** Null where the work belongs to the installation. */
  workspaceId: string | null;
  /** Of the event that a subscriber queued the job for; added by `Jobs`, and hidden from the handler. */
  chain?: Chain;
}

/** What a kind of job is called, carries and may cost. */
export interface JobOptions<P extends JobPayload> {
  /** Imperative, kebab-case; also the name of its queue. */
  name: string;
  payload: z.ZodType<P>;
  /** How often it is tried in all before it becomes a dead letter. */
  attempts: number;
  /** Wait before the second try; doubled for each further one, an hour at most. */
  backoffMs: number;
  /** Jobs of this kind that one worker runs at a time. */
  concurrency?: number;
  /** After this a try has failed; its handler is told by the signal. */
  timeoutMs?: number;
}

export type JobDefinition<P extends JobPayload = JobPayload> = Required<JobOptions<P>>;

/** What a kind of job carries. */
export type PayloadOfJob<Job> = Job extends JobDefinition<infer P> ? P : never;

const defined = new Set<string>();

/** Defines a kind of job, once; its handler is the method with `@JobHandler`. */
export function defineJob<P extends JobPayload>(options: JobOptions<P>): JobDefinition<P> {
  if (!/^[a-z][a-z0-9-]*$/.test(options.name)) throw new Error(`A job cannot be called ${options.name}`);
  if (defined.has(options.name)) throw new Error(`Two jobs are called ${options.name}`);
  const job = { concurrency: 5, timeoutMs: 60_000, ...options };
  defined.add(job.name);
  return job;
}

/** Names of every job that the loaded code defines. */
export const definedJobs = (): string[] => [...defined];
