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
import type { Log } from '../observe/index.js';
import type { JobPayload } from './define-job.js';
import type { JobQueue, JobWorker, QueueBackend, QueueState } from './queue-backend.js';
import { settledWithin } from './with-deadline.js';

/** Schema of the queues; it belongs to the application's role, since the first add to a queue makes a sequence. */
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
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    // Every queue and worker listens for errors of the one pool.
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
    // Statements that are still under way at a close may never settle: the wait for them has an end.
    await settledWithin(this.pool.end(), closeWithinMs);
  }

  private readonly factory: BackendFactory<PostgresQueueBackend, pg.Pool> = (name, options) =>
    new PostgresQueueBackend(this.connection, name, options);
}

/** Brings the queues' tables to the version of the library, once even if several start together. */
export async function migrateQueues(client: pg.ClientBase) {
  const guarded = {
    async query(text: string, parameters?: readonly unknown[]) {
      // The schema is there by migration, and making one needs a right on the database that the role must not have.
      if (text.startsWith('CREATE SCHEMA')) return { rows: [] };
      return client.query(text, parameters as unknown[]);
    },
  };
  await runMigrations(guarded, queueSchema);
}

/** One connection for all: queues and workers come and go without closing it for the others. */
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

  /** The close that is meant. */
  shutDown() {
    return super.close();
  }
}

type OneAtATime = pg.PoolClient & { takesTurns?: true };

/** Every worker listens for itself on the one connection, and pg does not want a statement while another runs. */
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
