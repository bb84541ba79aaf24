import { Queue, Worker, type Processor, type WorkerOptions } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../observe/index.js';
import type { JobPayload } from './define-job.js';
import { JobsUnavailable } from './job-errors.js';
import type { JobQueue, JobWorker, QueueBackend, QueueState } from './queue-backend.js';
import { settledWithin } from './with-deadline.js';

const closeWithinMs = 1_000;
const common: RedisOptions = { retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000), keepAlive: 10_000 };

/**
 * Queues in Redis. While it is unreachable, producers fail at once and workers wait; what is due is stored in Postgres.
 */
export class RedisBackend implements QueueBackend {
  readonly addWithinMs = 1_000;
  private readonly producer: Redis;
  private consumer?: Redis;
  private readonly queues = new Map<string, JobQueue>();
  private evicting?: string;
  private hasLogged = false;

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
    this.producer.on('error', (error: Error) => this.logOnce(error));
    this.producer.on('ready', () => void this.onReady());
  }

  /** Waits at most a second for Redis, so that a boot without it goes on. */
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
      // BullMQ keeps a failed start for ever, so drop this queue and let the next add open another.
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

  private async onReady() {
    if (this.hasLogged) this.log.info('Redis is back');
    this.hasLogged = false;
    const memory = await this.producer.info('memory').catch(() => '');
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
    this.evicting =
      policy && policy !== 'noeviction'
        ? `Redis may throw jobs away: its maxmemory-policy is ${policy}, it must be noeviction`
        : undefined;
    if (this.evicting) this.log.error(this.evicting);
  }

  /** Otherwise an unreachable Redis adds a line to the log for each reconnect. */
  private logOnce(error: Error) {
    if (!this.hasLogged) this.log.error('Redis cannot be reached; jobs wait in Postgres', error);
    this.hasLogged = true;
  }
}

/** Each queue has its own hash tag, so that a Redis cluster can distribute them. */
const prefixOf = (name: string) => `waypost:{${name}}`;
