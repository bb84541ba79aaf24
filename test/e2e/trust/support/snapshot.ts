import { createHash } from 'node:crypto';
import pg from 'pg';
import type { TestWaypost } from '../../../support/waypost.js';

/** The worker adds these up by itself, so that they are compared by their sum. */
const counts = ['ticket_counts', 'ticket_count_changes'];
const sumOfCounts = `
  select row(team_id, assignee_id, sum(open), sum(pending), sum(snoozed), sum(soon))::text as row from (
    select team_id, assignee_id, open, pending, snoozed, soon from ticket_counts where workspace_id = $1
    union all
    select coalesce(team_id, '00000000-0000-0000-0000-000000000000'), coalesce(assignee_id, '00000000-0000-0000-0000-000000000000'),
      open, pending, snoozed, soon from ticket_count_changes where workspace_id = $1) c
  group by team_id, assignee_id order by 1`;
/** What the worker keeps by itself of other rows: it holds nothing that anybody did. */
const own = ['ticket_recounts', 'fact_packs', 'stale_fact_packs', 'fact_packs_until', 'template_syncs'];

/** Every row of one workspace, table by table, as a digest: two alike mean that nothing was changed. */
export async function snapshotOf(
  { database }: Pick<TestWaypost, 'database'>,
  workspaceId: string,
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const digests: Record<string, string> = {};
    const tables = (await tenantTables(client)).filter((table) => ![...counts, ...own].includes(table));
    const statements = tables.map((table): [string, string] => [
      table,
      `select t::text as row from ${table} t where workspace_id = $1 order by 1`,
    ]);
    for (const [table, statement] of [...statements, ['counts', sumOfCounts]] as const) {
      const { rows } = await client.query<{ row: string }>(statement, [workspaceId]);
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
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
     order by 1`,
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
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
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
