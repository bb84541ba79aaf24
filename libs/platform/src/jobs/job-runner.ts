import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { asConsequenceOf } from '../chain/chain.js';
import { inWorkspace, withoutWorkspace } from '../database/workspace-context.js';
import { Log } from '../observe/index.js';
import { type HandledJob, type JobDefinition, type JobPayload, findJobHandlers } from './define-job.js';
import { GiveUp, JobTimedOut, RetryLater } from './job-errors.js';
import { QUEUE_BACKEND } from './jobs.js';
import type { JobWorker, QueueBackend } from './queue-backend.js';
import { settledWithin, withDeadline } from './with-deadline.js';

const longestBackoffMs = 3_600_000;
/** A stopped container has ten seconds: time for jobs to end by themselves, then to requeue the rest. */
const finishWithinMs = 3_000;
const putBackWithinMs = 2_000;

/** A job of a dead worker is retried after at most the sum of these. */
const stalling = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 3 };

/** Runs every defined job in this process. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: JobWorker[] = [];
  private readonly underWay = new Set<AbortController>();
  private stopping = false;

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    for (const each of findJobHandlers(this.discovery)) this.workers.push(this.open(each));
  }

  async beforeApplicationShutdown() {
    const hurry = setTimeout(() => this.stopRuns(), finishWithinMs);
    await settledWithin(Promise.all(this.workers.map((worker) => worker.close())), finishWithinMs + putBackWithinMs);
    clearTimeout(hurry);
  }

  private open(handled: HandledJob): JobWorker {
    const { job } = handled;
    const worker = this.backend.worker(job.name, (each, token) => this.run(handled, each, token), {
      concurrency: job.concurrency,
      ...stalling,
      settings: { backoffStrategy: (attempt, _type, error) => backoff(job, attempt, error) },
    });
    worker.on('error', (error) => this.log.warn('job worker', { job: job.name, reason: error.message.slice(0, 200) }));
    worker.on('failed', (each, error) => this.report(job, each, error));
    worker.on('stalled', () =>
      this.log.warn('a job was taken over from a worker that died or hung', { job: job.name }),
    );
    return worker;
  }

  private async run({ job, handle }: HandledJob, each: Job<JobPayload>, token?: string): Promise<void> {
    const { chain = null, ...data } = each.data ?? {};
    const payload = job.payload.safeParse(data);
    if (!payload.success) throw new UnrecoverableError('The payload is not what the job expects');
    const { workspaceId } = payload.data;
    const attempt = each.attemptsMade + 1;
    const ending = new AbortController();
    const run = { attempt, isLast: attempt >= job.attempts, signal: ending.signal };
    this.underWay.add(ending);
    try {
      const work = asWorkspace(workspaceId, () => asConsequenceOf(chain, async () => handle(payload.data, run)));
      await withDeadline(
        Promise.race([work, ended(ending.signal)]),
        job.timeoutMs,
        () => new JobTimedOut(job.timeoutMs),
      );
    } catch (error) {
      if (this.stopping) await putBack(each, token);
      throw this.failure(job, workspaceId, attempt, error);
    } finally {
      ending.abort();
      this.underWay.delete(ending);
    }
  }

  /**
   * Logs the error. The queue stores a bare one: messages of drivers and providers may repeat what a customer wrote.
   */
  private failure(job: JobDefinition, workspaceId: string | null, attempt: number, error: unknown): Error {
    this.log.error('a job failed', error, { job: job.name, workspaceId, attempt });
    if (error instanceof RetryLater) return new RetryLater(error.afterMs, 'RetryLater');
    const name = error instanceof Error ? error.name : 'Error';
    return error instanceof GiveUp ? new UnrecoverableError(name) : new Error(name);
  }

  private report(job: JobDefinition, each: Job<JobPayload> | undefined, error: Error) {
    const isDead = !each || each.finishedOn !== undefined;
    if (isDead)
      this.log.error('a job is dead: it is not tried again', undefined, {
        job: job.name,
        workspaceId: each?.data.workspaceId,
        reason: error.message.slice(0, 200),
      });
  }

  private stopRuns() {
    this.stopping = true;
    for (const run of this.underWay) run.abort();
  }
}

/** Rejects when the signal fires, so that a handler that ignores it is not awaited. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('The worker stops')), { once: true }),
  );
}

/** Requeues a job that the worker's stop interrupted, without counting the try. */
async function putBack(each: Job<JobPayload>, token: string | undefined): Promise<never> {
  await each.moveToWait(token);
  throw new WaitingError();
}

function backoff(job: JobDefinition, attempt: number, error: Error | undefined) {
  if (error instanceof RetryLater) return error.afterMs;
  const full = Math.min(job.backoffMs * 2 ** (attempt - 1), longestBackoffMs);
  // Half of it is random, so that jobs that failed together are not retried together.
  return Math.round(full * (0.75 + Math.random() / 2));
}

const asWorkspace = <T>(workspaceId: string | null, work: () => T): T =>
  workspaceId ? inWorkspace(workspaceId, work) : withoutWorkspace(work);
