import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isRetryable } from './database-errors.js';

/** A running transaction. */
export type Tx = EntityManager;
type AfterCommit = () => void;

const attempts = 6;
const afterCommitOf = new WeakMap<Tx, AfterCommit[]>();

/** Runs after the transaction has committed, never when it rolled back. Must not throw and is not awaited. */
export function afterCommit(tx: Tx, work: AfterCommit): void {
  const list = afterCommitOf.get(tx);
  if (!list) throw new Error('afterCommit needs a transaction of Database');
  list.push(work);
}

/** The application's door to Postgres. Everything runs in the workspace in context. */
@Injectable()
export class Database {
  constructor(readonly dataSource: DataSource) {}

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
  query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.dataSource.query(sql, parameters);
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const hooks: AfterCommit[] = [];
    const result = await this.dataSource.transaction((tx) => {
      afterCommitOf.set(tx, hooks);
      return work(tx);
    });
    for (const hook of hooks) runQuietly(hook);
    return result;
  }
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
export async function rows<Row>(tx: Tx | Database, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const result: unknown = await tx.query(sql, parameters);
  // TypeORM hands back [rows, count] for UPDATE and DELETE.
  if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') return result[0] as Row[];
  return result as Row[];
}

/** The first row, or null. */
export async function firstRow<Row>(tx: Tx | Database, sql: string, parameters: unknown[] = []): Promise<Row | null> {
  return (await rows<Row>(tx, sql, parameters))[0] ?? null;
}
