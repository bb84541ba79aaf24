import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one's own, migrated and empty. */
export interface TestDatabase {
  name: string;
  /** Of the owner, a superuser: to look behind the policies. */
  ownerUrl: string;
  /** Of the application's role. */
  appUrl: string;
  drop(): Promise<void>;
}

const template = 'waypost_template';
const lock = 510_011_947;

/** Clones the migrated template, which the first caller of the run makes. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = named('test');
  await asOwner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await ensureTemplate(client);
    // As files, since to log each of their pages takes half as much of the processor again.
    await client.query(`CREATE DATABASE ${database.name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  });
  return database;
}

/** An empty database that has seen no migration. */
export async function createBareDatabase(): Promise<TestDatabase> {
  const database = named('bare');
  await asOwner(async (client) => void (await client.query(`CREATE DATABASE ${database.name}`)));
  return database;
}

function named(kind: string): TestDatabase {
  const name = `${kind}_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(5).toString('hex')}`;
  const drop = () =>
    asOwner(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return { name, ownerUrl: urlOf('OWNER', name), appUrl: urlOf('APP', name), drop };
}

/** It gets its name when it is whole, so that a failed migration is tried again rather than cloned. */
async function ensureTemplate(client: pg.Client) {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
  if (rowCount) return;
  // Only the maker of the template needs the server's code.
  const { migrateQueues, runMigrations } = await import('#libs/platform');
  const { migrations } = await import('#migrations');
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  await runMigrations({ ownerUrl: urlOf('OWNER', draft), appRole: new URL(urlOf('APP', draft)).username, migrations });
  await withClient(urlOf('APP', draft), migrateQueues);
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

function urlOf(role: 'OWNER' | 'APP', database: string) {
  const base = process.env[`WAYPOST_TEST_${role}_URL`];
  if (!base) throw new Error('The test Postgres is not running: tests run through jest and its global set-up');
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}

const asOwner = (work: (client: pg.Client) => Promise<void>) => withClient(urlOf('OWNER', 'postgres'), work);

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
