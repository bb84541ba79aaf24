import { Column, Entity, In, PrimaryColumn, type DataSource } from 'typeorm';
import {
  createDataSource,
  Database,
  afterCommit,
  defer,
  inWorkspace,
  newId,
  repository,
  type Tx,
} from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';

@Entity('teams')
class Team {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

@Entity('team_members')
class Member {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid', { name: 'team_id' }) teamId!: string;
  @PrimaryColumn('uuid', { name: 'agent_id' }) agentId!: string;
}

/** Behind no policy: it leads from what a caller brings to a workspace. */
@Entity('store_routes')
class Route {
  @PrimaryColumn('uuid', { name: 'store_id' }) storeId!: string;
  @Column('uuid', { name: 'workspace_id' }) workspaceId!: string;
}

@Entity('workspaces')
class Tenant {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
}

let own: TestDatabase;
let dataSource: DataSource;
let database: Database;
const [one, two] = [newId(), newId()];

beforeAll(async () => {
  own = await createTestDatabase();
  dataSource = await createDataSource(own.appUrl, 4).initialize();
  database = new Database(dataSource);
  for (const id of [one, two]) await repository(database, Tenant).insert({ id, name: id });
});
afterAll(async () => {
  await dataSource?.destroy();
  await own?.drop();
});
beforeEach(async () => {
  for (const id of [one, two]) await inWorkspace(id, () => database.query('delete from teams'));
});

const inOne = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(one, () => database.transaction(work));
const names = (workspaceId = one) =>
  inWorkspace(workspaceId, async () =>
    (await repository(database, Team).find({ order: { name: 'ASC' } })).map(({ name }) => name),
  );
const add = (tx: Tx | Database, name: string) => repository(tx, Team).insert({ id: newId(), name });

describe('a repository', () => {
  it('writes one row at a time, found by its ids, in the workspace in context', async () => {
    const team = await inOne((tx) => add(tx, 'North'));
    expect(team).toBeInstanceOf(Team);
    expect(team).toMatchObject({ workspaceId: one, name: 'North', createdAt: expect.any(Date) });
    const changed = await inOne((tx) => repository(tx, Team).update({ id: team.id }, { name: 'South' }));
    expect(changed).toEqual({ ...team, name: 'South' });
    expect(await inOne((tx) => repository(tx, Team).findOneBy({ id: team.id }))).toEqual(changed);
    expect(await inOne((tx) => repository(tx, Team).delete({ id: team.id }))).toBe(true);
    expect(await inOne((tx) => repository(tx, Team).delete({ id: team.id }))).toBe(false);
    expect(await inOne((tx) => repository(tx, Team).update({ id: team.id }, { name: 'West' }))).toBeNull();
  });

  it('leaves what is undefined, takes an expression, and does nothing where nothing is given', async () => {
    const team = await inOne((tx) => add(tx, 'North'));
    const change = (values: { name?: string | (() => string) }) =>
      inOne((tx) => repository(tx, Team).update({ id: team.id }, values));
    expect(await change({ name: undefined })).toEqual(team);
    expect(await change({ name: () => `name || 'east'` })).toMatchObject({ name: 'Northeast' });
  });

  it('keeps two workspaces apart', async () => {
    const team = await inOne((tx) => add(tx, 'North'));
    await inWorkspace(two, async () => {
      const teams = repository(database, Team);
      expect(await teams.findOneBy({ id: team.id })).toBeNull();
      expect(await teams.findBy([{ id: team.id }] as never)).toEqual([]);
      expect(await teams.existsBy({ name: 'North' })).toBe(false);
      expect(await teams.update({ id: team.id }, { name: 'Taken' })).toBeNull();
      expect(await teams.delete({ id: team.id })).toBe(false);
      // What a caller says of the workspace counts for nothing.
      expect(await teams.findBy({ workspaceId: one })).toEqual([]);
      await teams.insert({ id: newId(), name: 'Own', workspaceId: one } as object);
      await expect(teams.update({ id: (await teams.find())[0]!.id }, { workspaceId: one } as object)).rejects.toThrow(
        /row-level security/,
      );
    });
    expect([await names(one), await names(two)]).toEqual([['North'], ['Own']]);
  });

  it('keeps them apart in a table without policies, and asks for a workspace', async () => {
    const storeId = newId();
    await inOne(async (tx) => {
      await tx.query(
        `insert into stores (id, name, platform, locale, time_zone, currency) values ($1, 'Shop', 'api', 'en', 'UTC', 'EUR')`,
        [storeId],
      );
      await repository(tx, Route).insert({ storeId });
    });
    expect(await inWorkspace(two, () => repository(database, Route).findOneBy({ storeId }))).toBeNull();
    expect(await inWorkspace(two, () => repository(database, Route).delete({ storeId }))).toBe(false);
    expect(await inWorkspace(one, () => repository(database, Route).existsBy({ storeId }))).toBe(true);
    expect(() => repository(database, Route).findOneBy({ storeId })).toThrow('workspace in context');
  });

  it('reaches no row by less than its ids, nor by a value that is missing', async () => {
    await inOne((tx) => add(tx, 'North'));
    const id = undefined as unknown as string;
    await inWorkspace(one, async () => {
      const [teams, members] = [repository(database, Team), repository(database, Member)];
      await expect(teams.update({}, { name: 'All' })).rejects.toThrow('found by id');
      await expect(teams.delete({ id })).rejects.toThrow('found by id');
      await expect(teams.delete({ name: 'North' })).rejects.toThrow('found by id');
      await expect(members.delete({ teamId: newId() })).rejects.toThrow('found by teamId and agentId');
      await expect(teams.findOneBy({ id })).rejects.toThrow(/undefined/i);
      await expect(teams.findBy({ name: null as unknown as string })).rejects.toThrow(/null/i);
    });
    expect(await names()).toEqual(['North']);
  });
});

describe('a repository in a transaction', () => {
  it('keeps the order of its statements and ours, those that were put off among them', async () => {
    const [first, second] = [newId(), newId()];
    const seen = await inOne(async (tx) => {
      defer(tx, 'insert into teams (id, name) values ($1, $2)', [first, 'deferred']);
      const found = await repository(tx, Team).findOneBy({ id: first });
      await repository(tx, Team).insert({ id: second, name: 'inserted' });
      defer(tx, `update teams set name = name || ' and changed' where id = $1`, [second]);
      const both = await tx.query<{ name: string }>('select name from teams order by name');
      return [found?.name, ...both.map(({ name }) => name)];
    });
    expect(seen).toEqual(['deferred', 'deferred', 'inserted and changed']);
  });

  it('runs on the one connection of the transaction, and leaves it idle', async () => {
    const pid = 'select pg_backend_pid() as pid';
    await inOne(async (tx) => {
      const mine = await tx.query(pid);
      expect(await tx.manager.query(pid)).toEqual(mine);
      await repository(tx, Team).find();
      expect(await tx.query(pid)).toEqual(mine);
    });
    const idle = await database.query(
      `select from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
    );
    expect(idle).toEqual([]);
  });

  it('prepares its statements as ours are', async () => {
    // A process prepares some hundreds of texts, which the files before this one may have used up: it begins anew.
    await expect(database.query('execute no_such_statement')).rejects.toMatchObject({ code: '26000' });
    await inOne(async (tx) => {
      for (let turn = 0; turn < 4; turn++) await repository(tx, Team).findBy({ name: In(['North', 'South']) });
      const prepared = await tx.query<{ statement: string }>('select statement from pg_prepared_statements');
      expect(prepared.map(({ statement }) => statement)).toContainEqual(expect.stringMatching(/^SELECT "Team"/));
    });
  });

  it('rejects with the cause when what was put off before it fails', async () => {
    await inOne((tx) => add(tx, 'North'));
    const failing = inOne(async (tx) => {
      defer(tx, 'insert into teams (id, name) values ($1, $2)', [newId(), 'North']);
      await repository(tx, Team).find();
    });
    await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'teams_name_key' });
  });

  it('is over with it', async () => {
    let kept: Tx | undefined;
    await inOne(async (tx) => void (kept = tx));
    await expect(inWorkspace(one, () => add(kept!, 'late'))).rejects.toThrow('over');
    expect(await names()).toEqual([]);
  });
});

describe('a transaction within a transaction', () => {
  const ways: [string, (tx: Tx, work: (inner: Tx) => Promise<unknown>) => Promise<unknown>][] = [
    ['of ours', (tx, work) => tx.transaction(work)],
    ['of TypeORM’s manager', (tx, work) => tx.manager.transaction(() => work(tx))],
    ['of TypeORM’s manager, with a level', (tx, work) => tx.manager.transaction('SERIALIZABLE', () => work(tx))],
  ];

  it.each(ways)('%s does not commit the outer one', async (_, nested) => {
    const failing = inOne(async (tx) => {
      await add(tx, 'outer');
      await nested(tx, (inner) => add(inner, 'inner'));
      throw new Error('after it');
    });
    await expect(failing).rejects.toThrow('after it');
    expect(await names()).toEqual([]);
  });

  it.each(ways)('%s fails alone, and what was to follow its commit with it', async (_, nested) => {
    const hooks: string[] = [];
    await inOne(async (tx) => {
      await add(tx, 'before');
      afterCommit(tx, () => hooks.push('outer'));
      const failing = nested(tx, async (inner) => {
        afterCommit(tx, () => hooks.push('inner'));
        await add(inner, 'within');
        defer(inner, 'insert into teams (id, name) values ($1, $2)', [newId(), 'before']);
      });
      await expect(failing).rejects.toMatchObject({ code: '23505' });
      await nested(tx, (inner) => add(inner, 'second try'));
      await add(tx, 'then');
    });
    expect([await names(), hooks]).toEqual([['before', 'second try', 'then'], ['outer']]);
  });

  it('begun by hand on TypeORM’s runner is a savepoint too', async () => {
    const failing = inOne(async (tx) => {
      const { queryRunner } = tx.manager;
      await queryRunner!.startTransaction();
      await add(tx, 'kept');
      await queryRunner!.commitTransaction();
      await queryRunner!.startTransaction();
      await add(tx, 'undone');
      await queryRunner!.rollbackTransaction();
      await queryRunner!.release();
      expect((await repository(tx, Team).find()).map(({ name }) => name)).toEqual(['kept']);
      throw new Error('after it');
    });
    await expect(failing).rejects.toThrow('after it');
    expect(await names()).toEqual([]);
  });

  it('outside of one begins and commits one', async () => {
    await inWorkspace(one, () =>
      database.manager.transaction((manager) =>
        manager.getRepository(Team).insert({ id: newId(), name: 'North', workspaceId: one }),
      ),
    );
    expect(await names()).toEqual(['North']);
  });
});

describe('a retry', () => {
  it('after a deadlock starts from what is in the database now', async () => {
    const [a, b] = await inOne(async (tx) => [await add(tx, 'a'), await add(tx, 'b')]);
    const seen: string[] = [];
    let meet!: () => void;
    const both = new Promise<void>((resolve) => (meet = resolve));
    let waiting = 0;
    const appendTo = (first: Team, second: Team, mark: string) =>
      inOne(async (tx) => {
        const teams = repository(tx, Team);
        for (const [turn, { id }] of [first, second].entries()) {
          const team = await teams.findOneBy({ id });
          seen.push(`${mark} ${team!.name}`);
          await teams.update({ id }, { name: team!.name + mark });
          if (turn === 0 && ++waiting === 2) meet();
          if (turn === 0) await both;
        }
      });
    await Promise.all([appendTo(a!, b!, 'x'), appendTo(b!, a!, 'y')]);
    expect(await names()).toEqual([expect.stringMatching(/^a(xy|yx)$/), expect.stringMatching(/^b(xy|yx)$/)]);
    // Three tries, the one that lost among them: it read again what the other had written meanwhile.
    expect(seen.length).toBeGreaterThan(4);
  });

  it('after a serialization failure inserts the same values again, none of which the first try changed', async () => {
    const values = Object.freeze({ id: newId(), name: 'North' });
    let tries = 0;
    await inOne(async (tx) => {
      tries++;
      await repository(tx, Team).insert(values);
      if (tries === 1) await tx.query(`do $$ begin raise exception using errcode = '40001'; end $$`);
    });
    expect([tries, await names(), values]).toEqual([2, ['North'], { id: values.id, name: 'North' }]);
  });
});
