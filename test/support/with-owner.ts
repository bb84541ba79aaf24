import pg from 'pg';

/** A connection costs more than most of what is asked through it, so each database keeps some while it is asked. */
const pools = new Map<string, pg.Pool>();

function poolOf(connectionString: string): pg.Pool {
  const known = pools.get(connectionString);
  if (known) return known;
  const pool = new pg.Pool({ connectionString, max: 4, idleTimeoutMillis: 2_000, allowExitOnIdle: true });
  // The database is dropped under what is idle.
  pool.on('error', () => undefined);
  pools.set(connectionString, pool);
  return pool;
}

/** What has a database whose owner may be asked. */
export interface Owned {
  database: { ownerUrl: string };
}

/** One statement behind the policies, to look at or to move the time of what a test waits for. */
export async function withOwner<Row = Record<string, unknown>>(
  { database }: Owned,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  return (await poolOf(database.ownerUrl).query(sql, parameters)).rows as Row[];
}
