import { createHash } from 'node:crypto';
import pg from 'pg';
import type { TestWaypost } from '../../../support/waypost.js';

/** Every row of one workspace, table by table, as a digest: two alike mean that nothing was changed. */
export async function snapshotOf(
  { database }: Pick<TestWaypost, 'database'>,
  workspaceId: string,
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const digests: Record<string, string> = {};
    for (const table of await tenantTables(client)) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from ${table} t where workspace_id = $1 order by 1`,
        [workspaceId],
      );
      digests[table] = `${rows.length} ${createHash('sha256')
        .update(rows.map(({ row }) => row).join('\n'))
        .digest('hex')}`;
    }
    return digests;
  } finally {
    await client.end();
  }
}

async function tenantTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity order by 1`,
  );
  return rows.map(({ relname }) => relname);
}

/** Every text that the database holds outside of what people wrote: queues, events, limits. By table. */
export async function textOf(
  { database }: Pick<TestWaypost, 'database'>,
  wanted: (table: string) => boolean,
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const texts: Record<string, string> = {};
    for (const { name } of tables.filter((table) => wanted(table.name))) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts[name] = rows.map(({ row }) => row).join('\n');
    }
    return texts;
  } finally {
    await client.end();
  }
}
