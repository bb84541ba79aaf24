import type { Socket } from 'node:net';
import type pg from 'pg';

interface Statement {
  sql: string;
  parameters?: unknown[];
  /** Told the answer, once there is one. */
  tell?: (answer: Promise<pg.QueryResult>) => void;
}

/** Somebody went on with a transaction after its end. */
class TransactionOver extends Error {}

/** The database undid at the end what it should have kept: an error in between was swallowed. */
class TransactionLost extends Error {}

/**
 * A transaction on a connection that takes further statements before it has answered the earlier ones. Statements whose
 * answer nobody needs wait for the next one, and go in one packet with it: so does the beginning, and the end.
 */
export class Transaction {
  private unsent: Statement[] = [{ sql: 'begin' }];
  private unanswered: Promise<unknown>[] = [];
  private begun = false;
  private over = false;

  constructor(private readonly client: pg.PoolClient) {}

  /** Sends the statement, after what was put off. */
  async query(sql: string, parameters?: unknown[]): Promise<unknown[]> {
    try {
      const { rows } = await this.send(sql, parameters);
      // What failed before the savepoint was undone with it.
      if (sql.startsWith('rollback to')) this.unanswered = [];
      return rows as unknown[];
    } catch (error) {
      throw await this.causeOf(error);
    }
  }

  /** Has the statement sent with the next one, at the latest with the end, which fails when it does. Resolves once it was. */
  defer(sql: string, parameters: unknown[]): Promise<unknown[]> {
    this.refuseLate();
    const answer = new Promise<pg.QueryResult>((tell) => this.unsent.push({ sql, parameters, tell }));
    const rows = answer.then((result) => result.rows as unknown[]);
    // Most never look, and all learn of a failure by the end.
    rows.catch(() => undefined);
    return rows;
  }

  async commit(): Promise<void> {
    if (!this.begun && this.unsent.length === 1) return void (this.over = true);
    const end = this.send('commit');
    this.over = true;
    await Promise.all([...this.unanswered, end]);
    if ((await end).command !== 'COMMIT') throw new TransactionLost('An error in a transaction was swallowed');
  }

  /** A connection that is gone has rolled back by itself. */
  async rollback(): Promise<void> {
    this.over = true;
    this.unsent = [];
    if (this.begun) await this.client.query('rollback').catch(() => undefined);
  }

  /** What is waiting goes to the connection as it is now, for somebody who talks to it directly. */
  flush(): void {
    this.refuseLate();
    this.begun = true;
    for (const { sql, parameters, tell } of this.unsent.splice(0)) {
      const answer = this.client.query(sql, parameters);
      answer.catch(() => undefined);
      tell?.(answer);
      this.unanswered.push(answer);
    }
  }

  /** A late statement would run for itself, and stay. */
  private refuseLate(): void {
    if (this.over) throw new TransactionOver('The transaction is over');
  }

  private send(sql: string, parameters?: unknown[]): Promise<pg.QueryResult> {
    this.refuseLate();
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection;
    // Whatever is said in this turn goes in one packet.
    stream.cork();
    process.nextTick(() => stream.uncork());
    this.flush();
    return this.client.query(sql, parameters);
  }

  /** A statement behind one that failed says only that it came too late. */
  private async causeOf(latest: unknown): Promise<unknown> {
    const [first] = (await Promise.allSettled(this.unanswered)).filter((answer) => answer.status === 'rejected');
    return first?.reason ?? latest;
  }
}
