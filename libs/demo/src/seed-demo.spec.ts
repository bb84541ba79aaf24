import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Config, createDataSource, Database, inWorkspace, loadConfig } from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { seedDemo } from './index.js';

let ground: TestDatabase;
let database: Database;
let config: Config;
let workspaceId: string;
let seconds: number;
const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-demo-'));
const look = <Row>(sql: string): Promise<Row[]> => inWorkspace(workspaceId, () => database.query<Row & Record<string, unknown>>(sql));
const count = async (sql: string): Promise<number> => (await look<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]!.n;

beforeAll(async () => {
  ground = await createTestDatabase();
  config = loadConfig({ DATABASE_URL: ground.appUrl, SECRET_KEY: 'a-key-of-the-test-with-many-letters', DATA_DIR: dataDir, DEMO: 'true' });
  database = new Database(await createDataSource(ground.appUrl, [], 3).initialize());
  const began = performance.now();
  const cpu = process.cpuUsage();
  expect(await seedDemo({ config, database })).toBe(true);
  seconds = (performance.now() - began) / 1000;
  console.log('cpu', process.cpuUsage(cpu));
  workspaceId = (await database.query<{ id: string }>('select id from workspaces'))[0]!.id;
}, 60_000);
afterAll(async () => {
  await database?.dataSource.destroy();
  await ground?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('is made in seconds, once', async () => {
  console.log(seconds, await count('tickets'), await count('messages'), await look('select status, count(*) from tickets group by 1'), await look('select clock_state, status, count(*) from tickets group by 1,2'), await look('select state, kind, breached_at is not null as late, count(*) from sla_clocks group by 1,2,3'), await look('select channel_type, percentile_cont(0.5) within group (order by response_seconds)::int as p50, percentile_cont(0.9) within group (order by response_seconds)::int as p90, percentile_cont(0.5) within group (order by resolution_seconds)::int as r50 from ticket_facts group by 1'), await look('select count(*) as n from sla_clocks where next_at < now()'), await look("select count(*) as n from sla_clocks where next_at < now() + interval '1 hour'"),await look('select channel_type, count(*) from tickets group by 1'));
  expect(seconds).toBeLessThan(10);
  expect(await seedDemo({ config, database })).toBe(false);
});

test('gives every ticket places and changes without gaps', async () => {
  const gaps = await look(`
    select t.number from tickets t left join lateral (
      select count(*)::int as n, max(seq) as last, max(change_seq) as changed, max(seq) filter (where direction = 'inbound') as inbound from messages m where m.ticket_id = t.id) m on true
    where m.n is distinct from t.last_seq or m.last is distinct from t.last_seq or m.inbound is distinct from t.last_inbound_seq or m.changed > t.change_seq`);
  expect(gaps).toEqual([]);
});
