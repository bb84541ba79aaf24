import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Describer } from '../statements/describe-statement.js';
import { findCallSites } from '../statements/find-call-sites.js';
import { judgeStatements } from '../statements/judge-statements.js';
import { readRecords } from '../statements/read-records.js';
import { createRecorder } from '../support/record-statements.mjs';

const decoys = 'test/checks/statement-decoys.ts';

it('the check of statements finds each kind of fault, and the place of it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'waypost-statements-'));
  // Loaded afterwards, as in a run that records.
  Object.assign(globalThis, { waypostStatementRecorder: createRecorder(folder, /statement-decoys\.ts$/) });
  const { Database, createDataSource } = await import('#libs/platform');
  const { createTestDatabase } = await import('../support/test-database.js');
  const { sendDecoys } = await import('./statement-decoys.js');
  const own = await createTestDatabase();
  const dataSource = await createDataSource(own.appUrl, 2).initialize();
  const client = new pg.Client({ connectionString: own.appUrl });
  await client.connect();
  try {
    await sendDecoys(new Database(dataSource), 'name');
    const sites = findCallSites([decoys]);
    const { sent, strays } = readRecords(folder, sites);
    expect(strays).toEqual([]);
    const evidence = { sites, sent, built: [{ builder: 'gone', in: decoys, texts: [] }] };
    expect(await judgeStatements(evidence, new Describer(client))).toEqual([
      `${decoys}:7: gives no colour (select id, name from teams)`,
      `${decoys}:7: gives name, which its row lacks (select id, name from teams)`,
      `${decoys}:8: gives n as number (int4), not as string (select 1::int as n, now() as at)`,
      `${decoys}:8: gives at as Date (timestamptz), not as string (select 1::int as n, now() as at)`,
      `${decoys}:9: its text belongs into a *.queries.ts`,
      `${decoys}:12: Postgres refuses it: column "colour" does not exist (select colour from teams)`,
      `${decoys}:16: the builder named is not tried with its filters`,
      `${decoys}:16: say the row as a type argument: a cast is compared with nothing`,
      `${decoys}:17: no test sends queries.teams`,
      `${decoys}: sends nothing that gone builds`,
    ]);
  } finally {
    await client.end();
    await dataSource.destroy();
    await own.drop();
    rmSync(folder, { recursive: true });
  }
}, 180_000);

it('a place is seen, however often another file of tests has sent the same text', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'waypost-statements-'));
  const record = createRecorder(folder, /statement-decoys\.spec\.ts$/);
  for (let sent = 0; sent < 300; sent++) record('select 1');
  record.beginFile();
  record('select 1');
  const lines = readdirSync(folder).flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'));
  expect(lines).toHaveLength(2);
  rmSync(folder, { recursive: true });
});
