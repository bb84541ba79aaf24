import type { Socket } from 'node:net';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/*
 * All that depends on undocumented parts of pg and TypeORM. No other file may: when a new version of either breaks
 * something, look here first.
 */

type Undocumented = {
  connection: { stream: Socket };
  getTransactionStatus(): 'I' | 'T' | 'E' | null;
};
const inside = (client: pg.PoolClient) => client as unknown as Undocumented;

/** The pool of a data source. TypeORM does not expose it, and a second pool would double the connections. */
export const poolOf = (dataSource: DataSource): pg.Pool => (dataSource.driver as unknown as { master: pg.Pool }).master;

/**
 * Settings of a pipelined connection, which accepts statements before it has answered earlier ones. The types lack the
 * option.
 */
export const pipelining = (config?: pg.ClientConfig): pg.ClientConfig =>
  ({ ...config, pipeline: true }) as pg.ClientConfig;

/**
 * Corks the socket until the next tick, so that a pipelined batch is one write: pg writes each statement separately.
 */
export function sendTogether(client: pg.PoolClient): void {
  const { stream } = inside(client).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Whether the server last reported an open transaction, failed or not. */
export function isWithinTransaction(client: pg.PoolClient): boolean {
  const status = inside(client).getTransactionStatus();
  return status === 'T' || status === 'E';
}

/** Where a manager sends its statements. */
interface StatementRunner {
  run(sql: string, parameters?: unknown[]): Promise<pg.QueryResult>;
  transaction<T>(work: (tx: { manager: EntityManager }) => Promise<T>): Promise<T>;
}

/**
 * A TypeORM manager that sends its statements through `through`. Otherwise it would take connections from the pool, and
 * its statements would overtake deferred ones. With `isWithin` it treats the transaction as open, so that it neither
 * commits nor releases the connection of `Database.transaction`.
 */
export function managerThrough(
  dataSource: DataSource,
  through: StatementRunner,
  { isWithin }: { isWithin: boolean },
): EntityManager {
  const runner = dataSource.createQueryRunner();
  const query = async (sql: string, parameters?: unknown[], isStructured = false) => {
    const { rows, rowCount } = await through.run(sql, parameters);
    return isStructured ? { raw: rows, records: rows, affected: rowCount ?? undefined } : rows;
  };
  const connect = () => Promise.reject(new Error('The connection is not TypeORM’s to use'));
  Object.assign(runner, { query, connect, isTransactionActive: isWithin, transactionDepth: isWithin ? 1 : 0 });
  // The work is the last argument. An isolation level before it is ignored: a savepoint cannot have one.
  const transaction = (...args: unknown[]) =>
    through.transaction((tx) => (args.at(-1) as (manager: EntityManager) => Promise<unknown>)(tx.manager));
  return Object.assign(runner.manager, { transaction });
}
