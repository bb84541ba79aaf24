import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { endWithUs } from './end-with-us.mjs';
import { lookAtMachine } from './look-at-machine.mjs';
import './register-typescript.mjs';

const { EmbeddedPostgres } = await import('../../apps/standalone/src/postgres/index.ts');

/** A test database may lose what it likes with the power. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 400 };

/**
 * One Postgres for the whole run, which may be several runs of jest. The databases in it are made where they are
 * needed: see test-database.ts.
 */
export default async function globalSetup() {
  process.env.WAYPOST_TEST_MACHINE = JSON.stringify(lookAtMachine());
  if (!process.env.WAYPOST_TEST_OWNER_URL) await startPostgres();
}

async function startPostgres() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-test-'));
  const postgres = new EmbeddedPostgres({
    dataDir,
    // Nobody else reaches it, and to prove a password costs each of ten thousand connections 10 ms.
    initdbFlags: ['--no-sync', '--auth=trust'],
    postgresFlags: Object.entries(careless).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  });
  await postgres.create();
  await postgres.start();
  const cluster = path.join(postgres.movedTo ?? dataDir, 'postgres');
  const [pid] = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  globalThis.waypostTestPostgres = {
    postgres,
    guard: endWithUs(pid, { signal: 'QUIT', remove: [dataDir, postgres.movedTo ?? dataDir] }),
  };
  process.env.WAYPOST_TEST_OWNER_URL = postgres.urls.databaseMigrationUrl;
  process.env.WAYPOST_TEST_APP_URL = postgres.urls.databaseUrl;
  await makeSystemRole(postgres.urls);
}

/**
 * Roles are shared by all databases of the run. Made by the first migration, this one would be that test's owner's, and
 * the grants would go with it: then the order of the tests would matter.
 */
async function makeSystemRole({ databaseMigrationUrl, databaseUrl }) {
  const client = new pg.Client({ connectionString: databaseMigrationUrl });
  await client.connect();
  const app = client.escapeIdentifier(new URL(databaseUrl).username);
  await client.query(`CREATE ROLE waypost_system NOLOGIN; GRANT waypost_system TO ${app} WITH INHERIT FALSE, SET TRUE`);
  await client.end();
}
