import { Queue, Worker, type Processor, type WorkerOptions } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../observe/index.js';
import type { JobPayload } from './define-job.js';
import { JobsUnavailable } from './job-errors.js';
import type { JobQueue, JobWorker, QueueBackend, QueueState } from './queue-backend.js';
import { settledWithin } from './with-deadline.js';

const closeWithinMs = 1_000;
const common: RedisOptions = { retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000), keepAlive: 10_000 };

/** Queues in Redis. Producers fail at once while it is away, workers wait for it; what is due stays in Postgres. */
export class RedisBackend implements QueueBackend {
  readonly addWithinMs = 1_000;
  private readonly producer: Redis;
  private consumer?: Redis;
  private readonly queues = new Map<string, JobQueue>();
  private evicting?: string;
  private told = false;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {
    this.producer = new Redis(url, {
      ...common,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: 2_000,
      commandTimeout: 1_000,
    });
    this.producer.setMaxListeners(0);
    this.producer.on('error', (error: Error) => this.tellOnce(error));
    this.producer.on('ready', () => void this.greet());
  }

  /** Gives a Redis that is there a moment to say so; one that is away holds nothing up. */
  async start() {
    if (this.producer.status === 'ready') return;
    await settledWithin(new Promise((resolve) => this.producer.once('ready', resolve)), 1_000);
  }

  async queue(name: string) {
    if (this.producer.status !== 'ready') throw new JobsUnavailable();
    return this.queues.get(name) ?? this.open(name);
  }

  worker(
    name: string,
    process: Processor<JobPayload, void>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ): JobWorker {
    this.consumer ??= this.openConsumer();
    return new Worker<JobPayload, void>(name, process, {
      ...options,
      connection: this.consumer,
      prefix: prefixOf(name),
    });
  }

  state(): QueueState {
    if (this.producer.status !== 'ready')
      return { ok: false, kind: 'redis', detail: 'Redis cannot be reached; jobs wait in Postgres' };
    return this.evicting ? { ok: false, kind: 'redis', detail: this.evicting } : { ok: true, kind: 'redis' };
  }

  async close() {
    await settledWithin(Promise.all([...this.queues.values()].map((queue) => queue.close())), closeWithinMs);
    this.producer.disconnect();
    this.consumer?.disconnect();
  }

  private async open(name: string) {
    const queue = new Queue<JobPayload, void, string>(name, { connection: this.producer, prefix: prefixOf(name) });
    queue.on('error', () => undefined);
    try {
      await queue.waitUntilReady();
    } catch (cause) {
      // The library keeps a failed start for good, so the next add begins anew.
      throw new JobsUnavailable({ cause });
    }
    this.queues.set(name, queue);
    return queue;
  }

  private openConsumer() {
    const consumer = new Redis(this.url, { ...common, maxRetriesPerRequest: null });
    consumer.setMaxListeners(0);
    consumer.on('error', () => undefined);
    return consumer;
  }

  private async greet() {
    if (this.told) this.log.info('Redis is back');
    this.told = false;
    const memory = await this.producer.info('memory').catch(() => '');
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
    this.evicting =
      policy && policy !== 'noeviction'
        ? `Redis may throw jobs away: its maxmemory-policy is ${policy}, it must be noeviction`
        : undefined;
    if (this.evicting) this.log.error(this.evicting);
  }

  /** A Redis that is away would else fill the log with one line a try. */
  private tellOnce(error: Error) {
    if (!this.told) this.log.error('Redis cannot be reached; jobs wait in Postgres', error);
    this.told = true;
  }
}

/** A hash tag of its own for each queue, so that a cluster can spread them. */
const prefixOf = (name: string) => `waypost:{${name}}`;
