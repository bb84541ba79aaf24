import pg from 'pg';
import type { TestWaypost } from './waypost.js';

/** One statement behind the policies, to look at or to move the time of what a test waits for. */
export async function withOwner<Row = Record<string, unknown>>(
  { database }: Pick<TestWaypost, 'database'>,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql, parameters)).rows as Row[];
  } finally {
    await client.end();
  }
}
