import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrations } from '#migrations';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { BootRefused } from '../config/index.js';
import { migrateQueues } from '../jobs/index.js';
import { runMigrations } from './migrate.js';

let database: TestDatabase;
afterEach(() => database?.drop());

const roleOf = (url: string) => new URL(url).username;

async function as(url: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Rows of a question that the superuser asks, as arrays. */
async function ask(text: string): Promise<unknown> {
  return as(database.ownerUrl, async (client) => (await client.query({ text, rowMode: 'array' })).rows);
}

/** Everything that a migration could have made or handed over, and its owner. */
const belongings = `
  select nspname::text as name, pg_get_userbyid(nspowner)::text from pg_namespace where nspname !~ '^pg_|^information_schema'
  union all
  select relnamespace::regnamespace || '.' || relname || coalesce(relacl::text, ''), pg_get_userbyid(relowner) from pg_class where relnamespace::regnamespace::text !~ '^pg_|^information_schema'
  union all
  select oid::regprocedure::text, pg_get_userbyid(proowner) from pg_proc where pronamespace::regnamespace::text !~ '^pg_|^information_schema'
  order by 1`;

/** Owners of all that is in the schema of the queues, and of the schema. */
const ownersOfQueues = `
  select pg_get_userbyid(nspowner)::text as owner from pg_namespace where nspname = 'waypost_jobs'
  union select pg_get_userbyid(relowner) from pg_class where relnamespace = 'waypost_jobs'::regnamespace
  union select pg_get_userbyid(proowner) from pg_proc where pronamespace = 'waypost_jobs'::regnamespace
  union select pg_get_userbyid(typowner) from pg_type where typnamespace = 'waypost_jobs'::regnamespace
  order by 1`;

describe('migrating with a DATABASE_URL of the owner', () => {
  const migrate = (appRole: string) => runMigrations({ ownerUrl: database.ownerUrl, appRole, migrations });

  test.each([
    ['an empty database', createBareDatabase],
    ['a database that is in use', createTestDatabase],
  ])('is refused before it changes %s', async (_, create) => {
    database = await create();
    const before = await ask(belongings);
    const refusal: unknown = await migrate(roleOf(database.ownerUrl)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BootRefused);
    expect((refusal as Error).message).toMatch(
      /^DATABASE_URL: \S+ is a superuser\. Use a plain role that owns nothing; DATABASE_MIGRATION_URL is the owner's\.$/,
    );
    expect(await ask(belongings)).toEqual(before);
  });
});

describe('the schema of the queues', () => {
  /** One of each kind that a schema holds, beside what the queues have made there. */
  const oddments = `
    create table waypost_jobs.odd_table (id int generated always as identity, n serial);
    create view waypost_jobs.odd_view as select 1 as one;
    create materialized view waypost_jobs.odd_stored as select 1 as one;
    create sequence waypost_jobs."Odd sequence";
    create type waypost_jobs.odd_enum as enum ('a');
    create type waypost_jobs.odd_pair as (a int, b text);
    create domain waypost_jobs.odd_domain as int;
    create procedure waypost_jobs.odd_procedure(n int) language sql as 'select 1'`;

  test('is given back, with all that is in it, to the role that the application signs in as', async () => {
    database = await createTestDatabase();
    const [owner, app] = [roleOf(database.ownerUrl), roleOf(database.appUrl)];
    await ask(oddments);
    await runMigrations({ ownerUrl: database.ownerUrl, appRole: owner, migrations }).catch(() => undefined);
    // What an earlier version did before it refused.
    await ask(`alter schema waypost_jobs owner to ${owner}; alter table waypost_jobs.job owner to ${owner}`);
    expect(await ask(ownersOfQueues)).toEqual([owner, app].sort().map((name) => [name]));
    await expect(as(database.appUrl, (client) => client.query('table waypost_jobs.job'))).rejects.toThrow(
      /permission denied/,
    );
    await runMigrations({ ownerUrl: database.ownerUrl, appRole: app, migrations });
    expect(await ask(ownersOfQueues)).toEqual([[app]]);
    await as(database.appUrl, async (client) => {
      await migrateQueues(client);
      await client.query('create sequence waypost_jobs.one_more; table waypost_jobs.job');
    });
  });

  test('goes from one role to another through an owner that is no superuser, once it may', async () => {
    const name = `plain_${randomBytes(4).toString('hex')}`;
    const [owner, before, after] = [`${name}_owner`, `${name}_before`, `${name}_after`];
    database = await createBareDatabase();
    await ask(`
      create role ${owner} login createrole password '${name}'; create role ${before} login password '${name}'; create role ${after} login password '${name}';
      grant ${before}, ${after} to ${owner} with inherit false, set true;
      alter database ${database.name} owner to ${owner}`);
    const urlOf = (username: string) => Object.assign(new URL(database.ownerUrl), { username, password: name }).href;
    const migrate = (appRole: string) => runMigrations({ ownerUrl: urlOf(owner), appRole, migrations });
    try {
      await grantSystemRole(owner, before, after);
      await migrate(before);
      await as(urlOf(before), migrateQueues);
      const refusal: unknown = await migrate(after).catch((error: unknown) => error);
      const [, missing = ''] =
        /^DATABASE_MIGRATION_URL: .* As a superuser run: (.*)$/.exec((refusal as Error).message) ?? [];
      expect(missing).toBe(`GRANT "${before}" TO "${owner}" WITH INHERIT TRUE;`);
      expect(await ask(ownersOfQueues)).toEqual([[before]]);
      await ask(missing);
      // Only the schema, as an earlier version did it: what is in it is still the other's.
      await ask(`alter schema waypost_jobs owner to ${after}`);
      await migrate(after);
      expect(await ask(ownersOfQueues)).toEqual([[after]]);
      await as(urlOf(after), migrateQueues);
    } finally {
      await ask(`drop owned by ${after}, ${before} cascade`);
      await database.drop();
      database = await createBareDatabase();
      await ask(`drop role ${before}; drop role ${after}; drop role ${owner}`);
    }
  });

  /** Another test's database may have made it before: then this owner may not lend it by itself. */
  async function grantSystemRole(owner: string, ...apps: string[]) {
    const exists = `select from pg_roles where rolname = 'waypost_system'`;
    await ask(`do $$ begin if not exists (${exists}) then create role waypost_system nologin; end if; end $$`);
    await ask(`grant waypost_system to ${owner} with admin true`);
    for (const app of apps) await ask(`grant waypost_system to ${app} with inherit false, set true`);
  }
});
