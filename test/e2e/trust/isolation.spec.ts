import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import {
  BootRefused,
  Database,
  createDataSource,
  inWorkspace,
  newId,
  refuseUnsafeRole,
  runMigrations,
  systemColumns,
  systemTables,
  SystemDatabase,
  unprotectedFunctions,
  unprotectedTables,
} from '#libs/platform';
import { migrations } from '#migrations';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';
import { create } from './support/world.js';

describe('A13 the database keeps workspaces apart', () => {
  let waypost: TestWaypost;
  let dataSource: DataSource;
  let database: Database;
  const workspaces: { id: string; team: string }[] = [];
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    for (const name of ['One', 'Two']) {
      const { member, admin } = await waypost.workspace(name);
      await create(admin, '/api/v1/teams', { name: `team of ${name}` });
      workspaces.push({ id: member.workspaceId, team: `team of ${name}` });
    }
    dataSource = await createDataSource(waypost.database.appUrl, 1).initialize();
    database = new Database(dataSource);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await waypost?.close();
  });

  const teams = async () => (await database.query<{ name: string }>('select name from teams')).map(({ name }) => name);
  const teamsIn = (workspaceId: string) => inWorkspace(workspaceId, teams);
  const [one, two] = [() => workspaces[0]!, () => workspaces[1]!];

  test('on one shared connection, in turns and all at once', async () => {
    for (let turn = 0; turn < 20; turn++)
      expect(await teamsIn(workspaces[turn % 2]!.id)).toEqual([workspaces[turn % 2]!.team]);
    const asked = Array.from({ length: 60 }, (_, turn) => workspaces[turn % 2]!);
    expect(await Promise.all(asked.map(({ id }) => teamsIn(id)))).toEqual(asked.map(({ team }) => [team]));
    expect(await teams()).toEqual([]);
  });

  test('after a statement that failed, a transaction that rolled back and a connection that died', async () => {
    await expect(inWorkspace(one().id, () => database.query('select 1 / 0'))).rejects.toThrow();
    expect(await teamsIn(two().id)).toEqual([two().team]);
    const broken = inWorkspace(one().id, () =>
      database.transaction(async (tx) => {
        await tx.query('insert into teams (id, name) values ($1, $2)', [newId(), 'never']);
        throw new Error('rolled back');
      }),
    );
    await expect(broken).rejects.toThrow('rolled back');
    expect(await teamsIn(two().id)).toEqual([two().team]);
    expect(await teamsIn(one().id)).toEqual([one().team]);
    await expect(
      inWorkspace(one().id, () =>
        database.transaction((tx) => tx.query('select pg_terminate_backend(pg_backend_pid())')),
      ),
    ).rejects.toThrow();
    expect(await teamsIn(two().id)).toEqual([two().team]);
    expect(await teams()).toEqual([]);
  });

  test('without a workspace nothing shows and nothing can be written, and none can write into another', async () => {
    expect(await teams()).toEqual([]);
    await expect(
      database.query('insert into teams (id, name) values ($1, $2)', [newId(), 'nobody’s']),
    ).rejects.toThrow();
    const into = (workspaceId: string) =>
      database.query('insert into teams (workspace_id, id, name) values ($1, $2, $3)', [
        workspaceId,
        newId(),
        'smuggled',
      ]);
    await expect(inWorkspace(one().id, () => into(two().id))).rejects.toThrow(/row-level security/);
    await expect(
      inWorkspace(one().id, () => database.query('update teams set workspace_id = $1', [two().id])),
    ).rejects.toThrow(/row-level security/);
    await inWorkspace(one().id, () => database.query('delete from teams where workspace_id = $1', [two().id]));
    expect(await teamsIn(two().id)).toEqual([two().team]);
  });

  test('every table is behind a forced policy, or is in the list of those that lead to a workspace', async () => {
    expect(await unprotectedTables(dataSource)).toEqual([]);
    expect(await unprotectedFunctions(dataSource)).toEqual([]);
    const policies = await withOwner<{ name: string; using: string; check: string | null }>(
      waypost,
      `
      select c.relname as name, pg_get_expr(p.polqual, p.polrelid) as using,
        pg_get_expr(p.polwithcheck, p.polrelid) as check
      from pg_class c left join pg_policy p on p.polrelid = c.oid and p.polname = 'workspace_isolation'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity`,
    );
    expect(policies.length).toBeGreaterThan(15);
    for (const { using, check } of policies)
      expect([using, check]).toEqual([expect.stringContaining('waypost.workspace_id'), using]);
    const references = await withOwner<{ name: string }>(
      waypost,
      `
      select r.conrelid::regclass || '.' || r.conname as name from pg_constraint r
      join pg_class c on c.oid = r.conrelid join pg_class f on f.oid = r.confrelid
      where r.contype = 'f' and c.relrowsecurity and f.relrowsecurity
        and not exists (select from pg_attribute a where a.attrelid = r.conrelid and a.attnum = r.conkey[1]
          and a.attname = 'workspace_id')`,
    );
    expect(references).toEqual([]);
  });

  test('the role that looks across workspaces may read the listed tables, and change nothing', async () => {
    const system = waypost.api.get(SystemDatabase);
    const existing = new Set(
      (
        await withOwner<{ name: string }>(
          waypost,
          `select tablename as name from pg_tables where schemaname = 'public'`,
        )
      ).map(({ name }) => name),
    );
    const readable = new Set<string>([
      'workspaces',
      'channel_routes',
      'channel_addresses',
      ...systemTables,
      ...Object.keys(systemColumns),
    ]);
    for (const name of Object.keys(systemColumns))
      await expect(system.query(`select * from ${name}`)).rejects.toThrow(/permission denied/);
    for (const name of existing) {
      const read = system.query(`select 1 from ${name} limit 1`);
      await (readable.has(name)
        ? expect(read).resolves.toBeDefined()
        : expect(read).rejects.toThrow(/permission denied/));
      for (const change of [
        `delete from ${name}`,
        `update ${name} set ${name === 'rate_limits' ? 'key = key' : 'created_at = now()'}`,
      ])
        await expect(system.query(change)).rejects.toThrow(/permission denied|does not exist/);
    }
    await expect(
      system.query(`insert into teams (workspace_id, id, name) values ('${one().id}', '${newId()}', 'x')`),
    ).rejects.toThrow(/permission denied/);
    await expect(system.query('create table stolen (a int)')).rejects.toThrow(/permission denied/);
  });

  test('boot refuses a role that could see through the policies, by itself or as a member of another', async () => {
    // Roles belong to the whole server, which other tests share: each of these belongs to this test.
    const probe = `probe_${randomBytes(4).toString('hex')}`;
    const group = `${probe}_group`;
    const url = Object.assign(new URL(waypost.database.ownerUrl), { username: probe, password: probe }).href;
    const boot = async () => {
      const asProbe = await createDataSource(url, 1).initialize();
      await refuseUnsafeRole(asProbe).finally(() => asProbe.destroy());
    };
    await withOwner(
      waypost,
      `create role ${probe} login password '${probe}'; create role ${group} nologin; grant ${group} to ${probe}`,
    );
    await expect(boot()).resolves.toBeUndefined();
    const harms: [string, RegExp, string][] = [
      [`alter role ${probe} bypassrls`, /has BYPASSRLS/, `alter role ${probe} nobypassrls`],
      [`alter role ${probe} superuser`, /is a superuser/, `alter role ${probe} nosuperuser`],
      [`alter role ${group} bypassrls`, /_group has BYPASSRLS/, `alter role ${group} nobypassrls`],
      [`alter table teams owner to ${probe}`, /owns the table teams/, 'alter table teams owner to current_user'],
      [`alter table teams owner to ${group}`, /_group owns the table teams/, 'alter table teams owner to current_user'],
      [
        `alter schema public owner to ${probe}`,
        /owns the schema public/,
        'alter schema public owner to pg_database_owner',
      ],
    ];
    for (const [harm, why, undo] of harms) {
      await withOwner(waypost, harm);
      await expect(boot()).rejects.toThrow(why);
      await withOwner(waypost, undo);
    }
    await withOwner(waypost, `drop role ${probe}; drop role ${group}`);
  });

  test('an owner that is no superuser migrates, once it was given what boot said that it lacks', async () => {
    const name = `plain_${randomBytes(4).toString('hex')}`;
    const [owner, app] = [`${name}_owner`, `${name}_app`];
    await withOwner(waypost, `create role ${owner} login createrole password '${name}'; create role ${app} login`);
    const migrateOn = async (database: string) => {
      await withOwner(waypost, `create database ${database} owner ${owner}`);
      const ownerUrl = Object.assign(new URL(waypost.database.ownerUrl), {
        username: owner,
        password: name,
        pathname: `/${database}`,
      }).href;
      return () => runMigrations({ ownerUrl, appRole: app, migrations });
    };
    try {
      const migrate = await migrateOn(`${name}_1`);
      const refusal: unknown = await migrate().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(BootRefused);
      const [, missing = ''] =
        /^DATABASE_MIGRATION_URL: .* As a superuser run: (.*)$/.exec((refusal as Error).message) ?? [];
      expect(missing).toContain(`GRANT "${app}" TO "${owner}"`);
      await withOwner(waypost, missing);
      await migrate();
      await migrate();
      // Where the owner may grant the role itself, it is not refused.
      await withOwner(
        waypost,
        `revoke ${app} from ${owner}; grant ${app} to ${owner} with admin true, inherit false, set false`,
      );
      await (
        await migrateOn(`${name}_2`)
      )();
    } finally {
      for (const database of [1, 2])
        await withOwner(waypost, `drop database if exists ${name}_${database} with (force)`);
      await withOwner(waypost, `drop role ${app}; drop role ${owner}`);
    }
  });
});
