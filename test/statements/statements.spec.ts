import { readdirSync } from 'node:fs';
import pg from 'pg';
import { machine } from '../support/machine.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { builtTexts } from './built-texts.js';
import { Describer } from './describe-statement.js';
import { findCallSites } from './find-call-sites.js';
import { judgeStatements } from './judge-statements.js';
import { readRecords } from './read-records.js';

// The last of all tests: it judges what the others have sent. `npm test` runs it, with a record of the whole run.
const folder = process.env.WAYPOST_RECORD_STATEMENTS;

const files = readdirSync('libs', { recursive: true, encoding: 'utf8' })
  .map((name) => `libs/${name}`)
  .filter((name) => name.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(name))
  .filter((name) => !/^libs\/(demo|platform\/src\/database)\//.test(name))
  .sort();

/**
 * Tests of these need a program; on a machine without it they are skipped, which is said, and no statement is missed.
 */
const unreached = machine.dovecot.missing ? ['libs/mail/src/mailbox-lease.ts:'] : [];
const isMissed = (fault: string) =>
  !(/ no test sends /.test(fault) && unreached.some((file) => fault.startsWith(file)));

/** TypeScript reads all of libs: ten seconds of processor, which a busy machine may stretch. */
const patienceMs = 300_000;

let own: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  own = await createTestDatabase();
  client = new pg.Client({ connectionString: own.appUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await own?.drop();
});

it(
  'every statement is sent by a test, taken by Postgres, and gives the row that the code asserts',
  async () => {
    if (!folder) throw new Error('Needs WAYPOST_RECORD_STATEMENTS, the folder of a whole run: use npm test');
    const sites = findCallSites(files);
    const { sent, strays } = readRecords(folder, sites);
    const faults = await judgeStatements({ sites, sent, built: builtTexts }, new Describer(client));
    expect([...strays.map((at) => `${at}: is no call site`), ...faults.filter(isMissed)]).toEqual([]);
  },
  patienceMs,
);
