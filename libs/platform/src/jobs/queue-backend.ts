import type { JobProgress, PostgresQueueBackend, Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import type pg from 'pg';
import type { JobPayload } from './define-job.js';

type PostgresQueue = Queue<JobPayload, void, string, JobPayload, void, string, PostgresQueueBackend, pg.Pool>;
type PostgresWorker = Worker<JobPayload, void, string, PostgresQueueBackend, JobProgress, pg.Pool>;
export type JobQueue = PostgresQueue | Queue<JobPayload, void, string>;
export type JobWorker = PostgresWorker | Worker<JobPayload, void, string>;

/** Whether jobs can be queued now, in words for /readyz. */
export interface QueueState {
  ok: boolean;
  kind: 'postgres' | 'redis';
  detail?: string;
}

/** Where queues live. */
export interface QueueBackend {
  /** After this an add is given up. */
  readonly addWithinMs: number;
  /** Prepares what the first queue needs; waits for nothing that may stay away. */
  start(): Promise<void>;
  /** The producer of a queue, or an error at once while it cannot be reached. */
  queue(name: string): Promise<JobQueue>;
  worker(
    name: string,
    process: Processor<JobPayload, void>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ): JobWorker;
  state(): QueueState;
  /** Closes queues, then connections, and never hangs. Workers are closed before. */
  close(): Promise<void>;
}
