import { AsyncResource } from 'node:async_hooks';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { managerThrough, sendTogether } from './driver-internals.js';
import { observeStatement } from './observe-statement.js';
import { apartFromWork } from './work-context.js';

/** A running transaction, in the workspace in context. */
export interface Tx {
  /** Rows of a statement; for INSERT, UPDATE and DELETE those of RETURNING. */
  query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** TypeORM's manager on this transaction's connection, in order with `query`. See `repository` for entities. */
  readonly manager: EntityManager;
  /** Work that can fail alone: a savepoint, undone when the work throws, which then throws here. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export type AfterCommit = () => void;

interface Statement {
  sql: string;
  parameters?: unknown[];
  /** Receives the answer, once there is one. */
  tell?: (answer: Promise<pg.QueryResult>) => void;
}

/** A statement came after the end of its transaction. */
class TransactionOver extends Error {}

/** The database undid at the end what it should have kept: an error in between was swallowed. */
class TransactionLost extends Error {}

/**
 * A transaction on a connection that takes further statements before it has answered the earlier ones. Statements whose
 * answer nobody needs wait for the next one, and go in one packet with it: so does the beginning, and the end.
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

  /** Made when it is first asked for: most transactions use statements alone. */
  get manager(): EntityManager {
    return (this.ownManager ??= managerThrough(this.dataSource, this, { isWithin: true }));
  }

  async query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    observeStatement?.(sql);
    return (await this.run(sql, parameters)).rows as Row[];
  }

  /** Sends the statement, after what was put off. */
  async run(sql: string, parameters?: unknown[]): Promise<pg.QueryResult> {
    try {
      const result = await this.send(sql, parameters);
      // What failed before the savepoint was undone with it.
      if (/^rollback to/i.test(sql)) this.unanswered = [];
      return result;
    } catch (error) {
      throw await this.causeOf(error);
    }
  }

  /** Has the statement sent with the next one, at the latest with the end, which fails when it does. Resolves once it was. */
  defer(sql: string, parameters: unknown[]): Promise<unknown[]> {
    this.refuseLate();
    observeStatement?.(sql);
    const answer = new Promise<pg.QueryResult>((tell) => this.unsent.push({ sql, parameters, tell }));
    const rows = answer.then((result) => result.rows as unknown[]);
    // Most never look, and all learn of a failure by the end.
    rows.catch(() => undefined);
    return rows;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const savepoint = `nested_${++this.savepoints}`;
    const hooksBefore = this.hooks.length;
    await this.run(`savepoint ${savepoint}`);
    try {
      const result = await work(this);
      // Awaited here, so that a statement that was put off within fails within.
      await this.run(`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      this.hooks.length = hooksBefore;
      await this.run(`rollback to savepoint ${savepoint}`);
      throw error;
    }
  }

  afterCommit(hook: AfterCommit): void {
    // The commit may belong to several: the relay's does, which handles events of many chains in one transaction.
    // And what the hook sets off is no longer the work of this one.
    this.hooks.push(AsyncResource.bind(() => apartFromWork(hook)));
  }

  async commit(): Promise<void> {
    if (!this.begun && this.unsent.length === 1) return void (this.over = true);
    const end = this.send('commit');
    this.over = true;
    await Promise.all([...this.unanswered, end]);
    if ((await end).command !== 'COMMIT') throw new TransactionLost('An error in a transaction was swallowed');
  }

  /** What is committed stays so: a hint that could not be given must not look like a transaction that failed. */
  runHooks(): void {
    for (const hook of this.hooks) {
      try {
        hook();
      } catch {
        // Who missed the hint learns of it by looking again.
      }
    }
  }

  /** Returns why the connection is of no more use, if it is not. */
  async rollback(): Promise<Error | undefined> {
    this.over = true;
    this.unsent = [];
    if (!this.begun) return undefined;
    return this.client.query('rollback').then(
      () => undefined,
      (error: Error) => error,
    );
  }

  /** A late statement would run for itself, and stay. */
  private refuseLate(): void {
    if (this.over) throw new TransactionOver('The transaction is over');
  }

  private send(sql: string, parameters?: unknown[]): Promise<pg.QueryResult> {
    this.refuseLate();
    sendTogether(this.client);
    this.begun = true;
    for (const { sql: earlier, parameters: values, tell } of this.unsent.splice(0)) {
      const answer = this.client.query(earlier, values);
      answer.catch(() => undefined);
      tell?.(answer);
      this.unanswered.push(answer);
    }
    return this.client.query(sql, parameters);
  }

  /** A statement behind one that failed says only that it came too late. */
  private async causeOf(latest: unknown): Promise<unknown> {
    const [first] = (await Promise.allSettled(this.unanswered)).filter((answer) => answer.status === 'rejected');
    return first?.reason ?? latest;
  }
}
