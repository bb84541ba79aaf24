import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { currentCause } from '../chain/chain.js';
import { type JobDefinition, type JobPayload, definedJobs } from './define-job.js';
import { JobsUnavailable } from './job-errors.js';
import type { JobQueue, QueueBackend, QueueState } from './queue-backend.js';
import { withDeadline } from './with-deadline.js';

/** Options of one queued job. */
export interface AddOptions {
  /**
   * At most one job waits under an id. While one runs, one more may wait, so that changes in between are not missed.
   * Finished jobs do not count. Must not contain a colon.
   */
  jobId?: string;
  /** Milliseconds until it is due. */
  delayMs?: number;
  /** Whether to replace a delayed job with the same id, including its payload and delay. */
  replace?: boolean;
  /**
   * Jobs without a priority run first, then those with the lowest number. Set it for work that must not delay other
   * work.
   */
  priority?: number;
}

export type JobCounts = Record<'waiting' | 'active' | 'delayed' | 'failed', number>;

/** Nest token of the queue backend. */
export const QUEUE_BACKEND = Symbol('where queues live');

/** More bytes than ids ever need, so a larger payload contains a text. */
const largestPayload = 4_096;

/**
 * Queues jobs. Resolves when they are queued. Throws JobsUnavailable, after which a retry may succeed, or ChainTooDeep.
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  async add<P extends JobPayload>(job: JobDefinition<P>, payload: P, options: AddOptions = {}): Promise<void> {
    const data = checked(job, payload);
    const how = queueOptions(job, options);
    await this.on(job.name, (queue) => queue.add(job.name, data, how));
  }

  /** Queues many jobs of one kind in few round trips. */
  async addAll<P extends JobPayload>(
    job: JobDefinition<P>,
    entries: { payload: P; options?: AddOptions }[],
  ): Promise<void> {
    const bulk = entries.map(({ payload, options }) => ({
      name: job.name,
      data: checked(job, payload),
      opts: queueOptions(job, options ?? {}),
    }));
    for (let start = 0; start < bulk.length; start += 200) {
      await this.on(job.name, (queue) => queue.addBulk(bulk.slice(start, start + 200)));
    }
  }

  /** Removes a waiting or delayed job; a running one goes on. */
  async remove(job: Pick<JobDefinition, 'name'>, jobId: string): Promise<void> {
    await this.on(job.name, async (queue) => {
      const id = await queue.getDeduplicationJobId(jobId);
      if (id) await queue.remove(id);
    });
  }

  /** Number of jobs by name and state. */
  async counts(): Promise<Map<string, JobCounts>> {
    const names = definedJobs();
    const counts = await Promise.all(
      names.map((name) =>
        this.on(name, (queue) => queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed')),
      ),
    );
    return new Map(
      names.map((name, index) => {
        const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts[index] ?? {};
        return [name, { waiting: waiting + prioritized, active, delayed, failed }];
      }),
    );
  }

  /** Whether jobs can be queued now. */
  state(): QueueState {
    return this.backend.state();
  }

  async onApplicationShutdown() {
    await this.backend.close();
  }

  private async on<T>(name: string, work: (queue: JobQueue) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(
        this.backend.queue(name).then(work),
        this.backend.addWithinMs,
        () => new JobsUnavailable(),
      );
    } catch (cause) {
      throw cause instanceof JobsUnavailable ? cause : new JobsUnavailable({ cause });
    }
  }
}

/** The payload as it is queued, with its chain. */
function checked<P extends JobPayload>(job: JobDefinition<P>, payload: P): JobPayload {
  const data = job.payload.parse(payload);
  const chain = currentCause();
  if (JSON.stringify(data).length > largestPayload)
    throw new Error(`The payload of ${job.name} is too large: it must hold ids only`);
  return chain ? { ...data, chain } : data;
}

function queueOptions<P extends JobPayload>(
  job: JobDefinition<P>,
  { jobId, delayMs, replace, priority }: AddOptions,
): JobsOptions {
  if (jobId?.includes(':')) throw new Error(`The id of a job must not hold a colon: ${job.name}`);
  return {
    attempts: job.attempts,
    backoff: { type: 'custom', delay: job.backoffMs },
    ...(priority ? { priority } : {}),
    ...(delayMs && delayMs > 0 ? { delay: Math.round(delayMs) } : {}),
    ...(jobId ? { deduplication: { id: jobId, keepLastIfActive: true, ...(replace ? { replace } : {}) } } : {}),
    removeOnComplete: true,
    // Keep dead letters for a week, so that an operator can inspect them.
    removeOnFail: { age: 7 * 24 * 3_600, count: 5_000 },
    // The log has the stack.
    stackTraceLimit: 0,
  };
}
