import { AsyncResource } from 'node:async_hooks';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { managerThrough, sendTogether } from './driver-internals.js';
import { observeStatement } from './observe-statement.js';
import { apartFromWork } from './workspace-context.js';

/** A running transaction, in the workspace in context. */
export interface Tx {
  /** The rows of a statement; for INSERT, UPDATE and DELETE those of RETURNING. */
  query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** TypeORM's manager on this transaction's connection, in order with `query`. See `repository` for entities. */
  readonly manager: EntityManager;
  /** Runs work under a savepoint. An error rolls back to it and is thrown. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export type AfterCommit = () => void;

interface Statement {
  sql: string;
  parameters?: unknown[];
  /** Resolves with the result. */
  settle?: (answer: Promise<pg.QueryResult>) => void;
}

/** A statement was issued after the end of its transaction. */
class TransactionOver extends Error {}

/** The database rolled back at the commit, because the work swallowed an error of a statement. */
class TransactionLost extends Error {}

/**
 * A transaction on a pipelined connection. BEGIN and deferred statements wait for the next statement and go in one
 * batch with it, at the latest with COMMIT.
 */
export class Transaction implements Tx {
  private unsent: Statement[] = [{ sql: 'begin' }];
  private unanswered: Promise<unknown>[] = [];
  private begun = false;
  private over = false;
  private savepoints = 0;
  private hooks: AfterCommit[] = [];
  private ownManager?: EntityManager;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly dataSource: DataSource,
  ) {}

  /** Created on first use: most transactions need no entities. */
  get manager(): EntityManager {
    return (this.ownManager ??= managerThrough(this.dataSource, this, { isWithin: true }));
  }

  async query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    observeStatement?.(sql);
    return (await this.run(sql, parameters)).rows as Row[];
  }

  /** Sends the deferred statements, then this one. */
  async run(sql: string, parameters?: unknown[]): Promise<pg.QueryResult> {
    try {
      const result = await this.send(sql, parameters);
      // The rollback to the savepoint has undone the failure, so the commit may go on.
      if (/^rollback to/i.test(sql)) this.unanswered = [];
      return result;
    } catch (error) {
      throw await this.causeOf(error);
    }
  }

  /**
   * Sends the statement with the next one, at the latest with COMMIT, which fails when it does. Resolves with its rows.
   */
  defer(sql: string, parameters: unknown[]): Promise<unknown[]> {
    this.refuseLate();
    observeStatement?.(sql);
    const answer = new Promise<pg.QueryResult>((settle) => this.unsent.push({ sql, parameters, settle }));
    const rows = answer.then((result) => result.rows as unknown[]);
    // Most callers ignore the promise; a failure is thrown at the commit.
    rows.catch(() => undefined);
    return rows;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const savepoint = `nested_${++this.savepoints}`;
    const hooksBefore = this.hooks.length;
    await this.run(`savepoint ${savepoint}`);
    try {
      const result = await work(this);
      // Await deferred statements here, so that their failure rolls back to this savepoint.
      await this.run(`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      this.hooks.length = hooksBefore;
      await this.run(`rollback to savepoint ${savepoint}`);
      throw error;
    }
  }

  afterCommit(hook: AfterCommit): void {
    // Bind the hook to the caller's chain: the relay handles events of many chains in one transaction. What the hook
    // starts does not count as this kind of work. `AsyncResource.bind` costs twenty microseconds.
    const caller = new AsyncResource('AfterCommit');
    this.hooks.push(() => caller.runInAsyncScope(apartFromWork, undefined, hook));
  }

  async commit(): Promise<void> {
    if (!this.begun && this.unsent.length === 1) return void (this.over = true);
    const end = this.send('commit');
    this.over = true;
    await Promise.all([...this.unanswered, end]);
    if ((await end).command !== 'COMMIT') throw new TransactionLost('An error in a transaction was swallowed');
  }

  /** Swallows errors of hooks: the transaction is committed, and must not look as if it had failed. */
  runHooks(): void {
    for (const hook of this.hooks) {
      try {
        hook();
      } catch {
        // Hooks send hints, which may be lost.
      }
    }
  }

  /** Returns the error when the connection cannot be used again. */
  async rollback(): Promise<Error | undefined> {
    this.over = true;
    this.unsent = [];
    if (!this.begun) return undefined;
    return this.client.query('rollback').then(
      () => undefined,
      (error: Error) => error,
    );
  }

  /** Refuses late statements: they would run outside of the transaction and be committed. */
  private refuseLate(): void {
    if (this.over) throw new TransactionOver('The transaction is over');
  }

  private send(sql: string, parameters?: unknown[]): Promise<pg.QueryResult> {
    this.refuseLate();
    sendTogether(this.client);
    this.begun = true;
    for (const { sql: earlier, parameters: values, settle } of this.unsent.splice(0)) {
      const answer = this.client.query(earlier, values);
      answer.catch(() => undefined);
      settle?.(answer);
      this.unanswered.push(answer);
    }
    return this.client.query(sql, parameters);
  }

  /** The error of the statement that failed first: those pipelined behind it report only an aborted transaction. */
  private async causeOf(latest: unknown): Promise<unknown> {
    const [first] = (await Promise.allSettled(this.unanswered)).filter((answer) => answer.status === 'rejected');
    return first?.reason ?? latest;
  }
}
