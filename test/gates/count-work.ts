import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { until } from '../support/until.js';

/** What a piece of work has asked of Postgres. */
export interface Work {
  statements: number;
  walRecords: number;
  /** Without images of whole pages, which depend on when the last checkpoint was. */
  walBytes: number;
}

const queries = new Map<string, number>();
const sent = () => [...queries.values()].reduce((sum, count) => sum + count, 0);

/** Counts the statements that the product's own connections send, until it is called. Queues and hints have others. */
export function countStatements(): () => void {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...parameters: unknown[]) {
    const { application_name: name } = (this as unknown as { connectionParameters: { application_name?: string } })
      .connectionParameters;
    if (name === 'waypost' || name === 'waypost-system') queries.set(name, (queries.get(name) ?? 0) + 1);
    return (query as (...all: unknown[]) => unknown).apply(this, parameters);
  } as typeof query;
  return () => void (pg.Client.prototype.query = query);
}

/**
 * All records of the transactions that wrote to this database. Vacuum and pruning, which have none, come when they
 * come.
 */
const written = `
  with records as (select xid, record_length - fpi_length as bytes, block_ref from pg_get_wal_records_info($1, $2) where xid <> '0'),
  ours as (select distinct xid from records where block_ref like '%/' || (select oid from pg_database where datname = current_database()) || '/%')
  select count(*)::int as records, coalesce(sum(bytes), 0)::int as bytes from records where xid in (select xid from ours)`;

/** Runs work and counts what it asks of Postgres. The owner is a superuser, with pg_walinspect in the database. */
export async function countWork(owner: pg.Client, work: () => Promise<unknown>): Promise<Work> {
  const slot = `gates_${randomBytes(4).toString('hex')}`;
  // Other tests' checkpoints would remove what has not been read.
  await owner.query('select pg_create_physical_replication_slot($1, true)', [slot]);
  try {
    return await countKept(owner, work);
  } finally {
    await owner.query('select pg_drop_replication_slot($1)', [slot]);
  }
}

async function countKept(owner: pg.Client, work: () => Promise<unknown>): Promise<Work> {
  const place = async () =>
    (await owner.query<{ at: string }>('select pg_current_wal_insert_lsn()::text as at')).rows[0]!.at;
  const [from, before] = [await place(), sent()];
  await work();
  const [statements, to] = [sent() - before, await place()];
  const isFlushed = async () =>
    (await owner.query<{ is: boolean }>('select pg_current_wal_flush_lsn() >= $1::pg_lsn as is', [to])).rows[0]!.is;
  await until('the log to be flushed', isFlushed);
  // Where nothing at all was written there is no record to begin with.
  if (from === to) return { statements, walRecords: 0, walBytes: 0 };
  const { records, bytes } = (await owner.query<{ records: number; bytes: number }>(written, [from, to])).rows[0]!;
  return { statements, walRecords: records, walBytes: bytes };
}

/** The work of one of so many. */
export const each = (work: Work, count: number): Work => ({
  statements: work.statements / count,
  walRecords: work.walRecords / count,
  walBytes: work.walBytes / count,
});

/** Which figures are more than a tenth above the recorded ones, or below them, so that the record has to be lowered. */
export function judgeWork(found: Work, recorded: Work): string[] {
  return (Object.keys(recorded) as (keyof Work)[]).flatMap((name) => {
    const ratio = found[name] / recorded[name];
    if (Math.abs(ratio - 1) <= 0.1) return [];
    return [`${name}: ${found[name].toFixed(2)} where ${recorded[name]} is recorded`];
  });
}
