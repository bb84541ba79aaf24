import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { isRetryable } from './database-errors.js';
import { Transaction } from './transaction.js';

/** A running transaction. */
export type Tx = EntityManager;
type AfterCommit = () => void;

const attempts = 6;
const afterCommitOf = new WeakMap<Tx, AfterCommit[]>();
const transactionOf = new WeakMap<Tx, Transaction>();

/** Runs after the transaction has committed, never when it rolled back. Must not throw and is not awaited. */
export function afterCommit(tx: Tx, work: AfterCommit): void {
  const list = afterCommitOf.get(tx);
  if (!list) throw new Error('afterCommit needs a transaction of Database');
  list.push(work);
}

/** The application's door to Postgres. Everything runs in the workspace in context. */
@Injectable()
export class Database {
  private readonly pool: pg.Pool;

  constructor(readonly dataSource: DataSource) {
    this.pool = (dataSource.driver as unknown as { master: pg.Pool }).master;
  }

  /** One transaction; a deadlock or serialization failure retries it whole, so the work must be repeatable. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === attempts || !isRetryable(error)) throw error;
        await pause(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  /** One statement outside a transaction. */
  async query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = await this.pool.connect();
    try {
      return (await client.query(sql, parameters)).rows as Row[];
    } finally {
      client.release();
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const hooks: AfterCommit[] = [];
    const result = await this.committed((tx) => {
      afterCommitOf.set(tx, hooks);
      return work(tx);
    });
    for (const hook of hooks) runQuietly(hook);
    return result;
  }

  private async committed<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const transaction = new Transaction((await runner.connect()) as pg.PoolClient);
    try {
      shortenWay(runner, transaction);
      transactionOf.set(runner.manager, transaction);
      const result = await work(runner.manager);
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollback();
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** TypeORM's runner takes longer over a statement than most of our statements take: plain ones go to the connection at once. */
function shortenWay(runner: QueryRunner, transaction: Transaction): void {
  const longWay = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
  const query = (sql: string, parameters?: unknown[], isStructured = false) => {
    if (!isStructured) return transaction.query(sql, parameters);
    transaction.flush();
    return longWay(sql, parameters, true);
  };
  Object.assign(runner, { query, isTransactionActive: true });
}

/**
 * Runs a statement whose answer is not needed before the commit: it goes with the next one, at the latest with the
 * commit, which fails when it does. Saves the wait for it. Must not be awaited within the transaction.
 */
export function defer<Row = unknown>(tx: Tx, sql: string, parameters: unknown[]): Promise<Row[]> {
  const transaction = transactionOf.get(tx);
  if (!transaction) throw new Error('defer needs a transaction of Database');
  return transaction.defer(sql, parameters) as Promise<Row[]>;
}

/** What is committed stays so: a hint that could not be given must not look like a transaction that failed. */
function runQuietly(hook: AfterCommit): void {
  try {
    hook();
  } catch {
    // Whoever missed the hint learns of it by looking again.
  }
}

/** Rows of a statement in a transaction; for INSERT, UPDATE and DELETE those of RETURNING. */
export const rows = <Row>(tx: Tx | Database, sql: string, parameters: unknown[] = []): Promise<Row[]> =>
  tx.query(sql, parameters) as Promise<Row[]>;

/** The first row, or null. */
export async function firstRow<Row>(tx: Tx | Database, sql: string, parameters: unknown[] = []): Promise<Row | null> {
  return (await rows<Row>(tx, sql, parameters))[0] ?? null;
}
