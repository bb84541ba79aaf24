import pg from 'pg';
import type { TestWaypost } from './waypost.js';

export interface Hold {
  /** Whether a change is held, or with `lock` whether a transaction waits for what another holds. */
  waiting(what?: 'hold' | 'lock'): Promise<boolean>;
  /** Lets go on what is held. */
  end(): Promise<void>;
}

let next = 7_000;

/**
 * For races: holds each transaction just before its commit that makes a change such as `update on messages`, where a
 * condition on `old` and `new` is true.
 */
export async function holdWhere(
  { database }: Pick<TestWaypost, 'database'>,
  change: `${'insert' | 'update'} on ${string}`,
  condition: string,
): Promise<Hold> {
  const key = next++;
  const table = change.split(' ').at(-1);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(`select pg_advisory_lock(${key})`);
  await client.query(
    `create function hold_${key}() returns trigger language plpgsql as $$
     begin perform pg_advisory_xact_lock_shared(${key}); return null; end $$`,
  );
  await client.query(
    `create constraint trigger hold_${key} after ${change} deferrable initially deferred
     for each row when (${condition}) execute function hold_${key}()`,
  );
  const waiters = async (where: string) =>
    (
      await client.query(
        `select 1 from pg_locks join pg_stat_activity using (pid)
         where not granted and datname = current_database() and ${where}`,
      )
    ).rowCount! > 0;
  return {
    waiting: (what = 'hold') =>
      waiters(
        what === 'hold'
          ? `locktype = 'advisory' and objid = ${key}`
          : `(locktype in ('transactionid', 'tuple') or (locktype = 'advisory' and objid <> ${key}))`,
      ),
    async end() {
      await client.query(`select pg_advisory_unlock(${key})`);
      await client.query(`drop trigger hold_${key} on ${table}`);
      await client.query(`drop function hold_${key}`);
      await client.end();
    },
  };
}
