import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import type { Log } from '../observe/index.js';
import type { FanOut } from './fan-out.js';
import { settledWithin } from '../jobs/index.js';

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/** Hints that may wait for Postgres; more are dropped. */
const mostWaiting = 500;

/** Hints between processes by NOTIFY, on connections of their own. */
export function openPostgresFanOut(url: string, log: Log): FanOut {
  const pool = new HintPool({
    connectionString: url,
    max: 2,
    application_name: 'waypost-hints',
    // Hints may be lost in a crash, so do not wait for the disk.
    options: '-c synchronous_commit=off',
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
    keepAlive: true,
  });
  pool.on('error', () => undefined);
  const errorHandler = (error: Error) => log.debug('a hint was lost', { reason: error.message.slice(0, 200) });
  return {
    adapter: () => createAdapter(pool, { errorHandler }),
    close: async () => void (await settledWithin(pool.end(), 1_000)),
  };
}

/**
 * A pool for the adapter, with the listening connection outside of it: when that breaks, the adapter takes another, but
 * neither releases the broken one nor handles its errors.
 */
class HintPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    if (!callback) return this.openListener();
    if (this.waitingCount >= mostWaiting) return callback(new Error('too many hints wait'), undefined, () => undefined);
    super.connect(callback);
  }

  private async openListener(): Promise<pg.PoolClient> {
    const { query_timeout: _none, ...options } = this.options;
    const client = new pg.Client(options);
    client.on('error', () => undefined);
    await client.connect();
    return Object.assign(client, { release: () => void client.end().catch(() => undefined) });
  }
}
