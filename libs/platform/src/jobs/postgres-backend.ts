import {
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
  Worker,
  runMigrations,
  type BackendFactory,
  type Processor,
  type WorkerOptions,
} from 'bullmq';
import pg from 'pg';
import { usualIdleMs } from '../config/index.js';
import type { Log } from '../observe/index.js';
import type { JobPayload } from './define-job.js';
import type { JobQueue, JobWorker, QueueBackend, QueueState } from './queue-backend.js';
import { settledWithin } from './with-deadline.js';

/** Schema of the queues. The application role owns it, since the first add to a queue creates a sequence. */
export const queueSchema = 'waypost_jobs';

const closeWithinMs = 1_000;

/** Queues in Postgres: one pool and one LISTEN connection for all queues and workers of the process. */
export class PostgresBackend implements QueueBackend {
  readonly addWithinMs = 10_000;
  private readonly pool: pg.Pool;
  private readonly connection: SharedConnection;
  private readonly queues = new Map<string, JobQueue>();

  constructor(
    url: string,
    private readonly log: Log,
    poolSize = 10,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      options: `-c search_path=${queueSchema}`,
      application_name: 'waypost-jobs',
      idle_in_transaction_session_timeout: usualIdleMs,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    // Every queue and worker adds a listener to the shared pool.
    this.pool.setMaxListeners(0);
    this.pool.on('error', () => undefined);
    this.connection = new SharedConnection(this.pool, queueSchema);
  }

  async start() {
    const client = await this.pool.connect();
    try {
      await migrateQueues(client);
    } finally {
      client.release();
    }
  }

  async queue(name: string) {
    const queue: JobQueue = this.queues.get(name) ?? new Queue(name, { connection: this.pool }, this.factory);
    if (!this.queues.has(name))
      queue.on('error', (error) => this.log.warn('job queue', { queue: name, reason: error.message }));
    this.queues.set(name, queue);
    return queue;
  }

  worker(
    name: string,
    process: Processor<JobPayload, void>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ): JobWorker {
    return new Worker(name, process, { ...options, connection: this.pool, drainDelay: 15 }, this.factory);
  }

  state(): QueueState {
    return { ok: true, kind: 'postgres' };
  }

  async close() {
    await settledWithin(Promise.all([...this.queues.values()].map((queue) => queue.close())), closeWithinMs);
    await settledWithin(this.connection.shutDown(), closeWithinMs);
    // Statements in flight at a close may never settle.
    await settledWithin(this.pool.end(), closeWithinMs);
  }

  private readonly factory: BackendFactory<PostgresQueueBackend, pg.Pool> = (name, options) =>
    new PostgresQueueBackend(this.connection, name, options);
}

/** Migrates the queues' tables to the library's version; concurrent starts wait for each other. */
export async function migrateQueues(client: pg.ClientBase) {
  const guarded = {
    async query(text: string, parameters?: readonly unknown[]) {
      // A migration has created the schema, and the role must not have the right to create one.
      if (text.startsWith('CREATE SCHEMA')) return { rows: [] };
      return client.query(text, parameters as unknown[]);
    },
  };
  await runMigrations(guarded, queueSchema);
}

/** A connection that queues and workers share, so their close must not end it. */
class SharedConnection extends PostgresConnection {
  override readonly schema: string;

  constructor(pool: pg.Pool, schema: string) {
    super(pool);
    this.schema = schema;
    this.setMaxListeners(0);
  }

  override async getListenClient() {
    const client = (await super.getListenClient()) as pg.PoolClient;
    client.setMaxListeners(0);
    return takeTurns(client);
  }

  override async close() {}
  override async disconnect() {}

  /** Really closes the connection. */
  shutDown() {
    return super.close();
  }
}

type OneAtATime = pg.PoolClient & { takesTurns?: true };

/**
 * Queues LISTEN statements one after another: every worker sends its own on the shared connection, where pg expects one
 * at a time.
 */
function takeTurns(client: OneAtATime): pg.PoolClient {
  if (client.takesTurns) return client;
  const query = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (text: string, values?: unknown[]) => {
    const mine = last.then(() => query(text, values));
    last = mine.catch(() => undefined);
    return mine;
  };
  return Object.assign(client, { takesTurns: true, query: inTurn });
}
