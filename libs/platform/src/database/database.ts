import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { isRetryable, namingLimits } from './database-errors.js';
import { managerThrough, poolOf } from './driver-internals.js';
import { observeStatement } from './observe-statement.js';
import { type AfterCommit, Transaction, type Tx } from './transaction.js';

export type { Tx } from './transaction.js';

const attempts = 6;

/**
 * Registers work to run after the commit, in the caller's context; never after a rollback. It must not throw and is not
 * awaited.
 */
export function afterCommit(tx: Tx, work: AfterCommit): void {
  ours(tx, 'afterCommit').afterCommit(work);
}

/** The application's access to Postgres. Every statement runs in the workspace in context. */
@Injectable()
export class Database {
  /** Connections in the workspace in context, for libraries with statements of their own. */
  readonly pool: pg.Pool;

  /** TypeORM's manager; each of its statements is a transaction. Use `repository` for entities. */
  readonly manager: EntityManager;

  constructor(readonly dataSource: DataSource) {
    this.pool = poolOf(dataSource);
    this.manager = managerThrough(dataSource, this, { isWithin: false });
  }

  /**
   * Runs work in one transaction, and retries it whole after a deadlock or serialization failure. So the work must be
   * repeatable: it must read its entities itself and change nothing outside of the transaction.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt === attempts || !isRetryable(error)) throw error;
        await pause(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  /** Runs one statement outside a transaction. */
  async query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    observeStatement?.(sql);
    return (await this.run(sql, parameters)).rows as Row[];
  }

  async run(sql: string, parameters: unknown[] = []): Promise<pg.QueryResult> {
    const client = await this.pool.connect();
    try {
      return await client.query(sql, parameters);
    } catch (error) {
      throw namingLimits(error);
    } finally {
      client.release();
    }
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const transaction = new Transaction(client, this.dataSource);
    const result = await committed(transaction, work).then(
      (done) => {
        client.release();
        return done;
      },
      async (error) => {
        client.release(await transaction.rollback());
        throw namingLimits(error);
      },
    );
    transaction.runHooks();
    return result;
  }
}

async function committed<T>(transaction: Transaction, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await work(transaction);
  await transaction.commit();
  return result;
}

/**
 * Defers a statement to the next pipelined batch, at the latest that of the commit, to save a round trip. When it
 * fails, the commit fails. Do not await it within the transaction.
 */
export function defer<Row = unknown>(tx: Tx, sql: string, parameters: unknown[]): Promise<Row[]> {
  return ours(tx, 'defer').defer(sql, parameters) as Promise<Row[]>;
}

function ours(tx: Tx, what: string): Transaction {
  if (!(tx instanceof Transaction)) throw new Error(`${what} needs a transaction of Database`);
  return tx;
}

/** The rows of a statement; for INSERT, UPDATE and DELETE those of RETURNING. */
export const rows = <Row>(tx: Tx | Database, sql: string, parameters: unknown[] = []): Promise<Row[]> =>
  tx.query<Row>(sql, parameters);

/** The first row, or null. */
export async function firstRow<Row>(tx: Tx | Database, sql: string, parameters: unknown[] = []): Promise<Row | null> {
  return (await rows<Row>(tx, sql, parameters))[0] ?? null;
}

/** The row of an API type `T`: the driver returns its instants as dates. */
export type Stored<T, Instant extends keyof T> = Omit<T, Instant> & {
  [Name in Instant]: Date | Extract<T[Name], null>;
};

type WithTextInstants<Row> = {
  [Name in keyof Row]: Date extends Row[Name] ? string | Exclude<Row[Name], Date> : Row[Name];
};

/** The row with its dates as ISO 8601 text, as the API returns them. */
export const withInstantsAsText = <Row extends object>(row: Row): WithTextInstants<Row> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  ) as WithTextInstants<Row>;
