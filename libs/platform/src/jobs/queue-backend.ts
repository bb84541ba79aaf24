import type { JobProgress, PostgresQueueBackend, Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import type pg from 'pg';
import type { JobPayload } from './define-job.js';

type PostgresQueue = Queue<JobPayload, void, string, JobPayload, void, string, PostgresQueueBackend, pg.Pool>;
type PostgresWorker = Worker<JobPayload, void, string, PostgresQueueBackend, JobProgress, pg.Pool>;
export type JobQueue = PostgresQueue | Queue<JobPayload, void, string>;
export type JobWorker = PostgresWorker | Worker<JobPayload, void, string>;

/** Whether jobs can be queued now, with a text for /readyz. */
export interface QueueState {
  ok: boolean;
  kind: 'postgres' | 'redis';
  detail?: string;
}

/** The store of the queues. */
export interface QueueBackend {
  /** Time limit of an add. */
  readonly addWithinMs: number;
  /** Prepares the first queue. Must not wait long for an unreachable store. */
  start(): Promise<void>;
  /** The producer of a queue. Throws JobsUnavailable at once while the store is unreachable. */
  queue(name: string): Promise<JobQueue>;
  worker(
    name: string,
    process: Processor<JobPayload, void>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ): JobWorker;
  state(): QueueState;
  /** Closes queues, then connections, within a time limit. Close the workers first. */
  close(): Promise<void>;
}
