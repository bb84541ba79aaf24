import type { Socket } from 'node:net';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/*
 * What leans on parts of pg and TypeORM that their types or documents do not name. Nothing else in the product may:
 * when a new version of either breaks something, look here first.
 */

type Undocumented = {
  connection: { stream: Socket };
  getTransactionStatus(): 'I' | 'T' | 'E' | null;
};
const inside = (client: pg.PoolClient) => client as unknown as Undocumented;

/** The pool of a data source. TypeORM keeps it to itself, and a second pool would double the connections. */
export const poolOf = (dataSource: DataSource): pg.Pool => (dataSource.driver as unknown as { master: pg.Pool }).master;

/** Settings of a connection that takes further statements before it has answered the earlier ones; the types lack it. */
export const pipelining = (config?: pg.ClientConfig): pg.ClientConfig =>
  ({ ...config, pipeline: true }) as pg.ClientConfig;

/** Holds back what this turn writes, so that several statements travel in one packet: pg writes each for itself. */
export function sendTogether(client: pg.PoolClient): void {
  const { stream } = inside(client).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Whether the server last said that the connection is within a transaction, whole or failed. */
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
 * A TypeORM manager that sends its statements through `through`. By itself it would take connections from the pool, and
 * send statements past those of a transaction that wait for the next packet. Within a transaction it believes in one
 * that is open already, so that it neither commits nor releases what belongs to `Database.transaction`.
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
  // The work comes last, after an isolation level that a savepoint cannot have.
  const transaction = (...args: unknown[]) =>
    through.transaction((tx) => (args.at(-1) as (manager: EntityManager) => Promise<unknown>)(tx.manager));
  return Object.assign(runner.manager, { transaction });
}
