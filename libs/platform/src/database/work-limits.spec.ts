import type { DataSource } from 'typeorm';
import {
  afterCommit,
  createDataSource,
  Database,
  inWork,
  inWorkspace,
  isUnavailable,
  newId,
  repository,
  runMigrations,
  SystemDatabase,
  TakesTooLong,
  toProblem,
  type Tx,
  usualLimits,
  type WorkKind,
  type WorkLimits,
} from '#libs/platform';
import { Column, Entity, PrimaryColumn, type QueryRunner } from 'typeorm';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';

@Entity('workspaces')
class Tenant {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
}

const ms = (statementMs: number, lockMs: number) => ({ statementMs, lockMs });
const limits: WorkLimits = {
  ...usualLimits,
  request: ms(10_000, 150),
  report: ms(150, 10_000),
  sweep: ms(150, 10_000),
};
const settings = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`;

let own: TestDatabase;
let dataSource: DataSource;
let database: Database;
let system: SystemDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  dataSource = await createDataSource(own.appUrl, 2, limits).initialize();
  database = new Database(dataSource);
  system = new SystemDatabase(own.appUrl, limits);
});
afterAll(async () => {
  await system?.close();
  await dataSource?.destroy();
  await own?.drop();
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const sleep = () => database.query('select pg_sleep(5)');

describe('the limits of a kind of work', () => {
  it('are those of the connection that it gets, whatever that served before, and change with it', async () => {
    const seen = async (kind: WorkKind) =>
      (await inWork(kind, () => database.query<{ statement: string; lock: string }>(settings)))[0];
    for (let turn = 0; turn < 3; turn++) {
      expect(await seen('request')).toEqual({ statement: '10s', lock: '150ms' });
      expect(await seen('report')).toEqual({ statement: '150ms', lock: '10s' });
      expect(await inWorkspace(newId(), () => seen('job'))).toEqual({ statement: '20s', lock: '10s' });
    }
    expect((await database.query<{ lock: string }>(settings))[0]?.lock).toBe('10s');
    expect((await system.query<{ statement: string }>(settings))[0]?.statement).toBe('150ms');
  });

  it('that could not be set leave no connection in the workspace that it served before', async () => {
    const alone = await createDataSource(own.appUrl, 1, limits).initialize();
    const door = new Database(alone);
    const { pool } = door;
    const where = async () =>
      (await door.query<{ id: string }>(`select current_setting('waypost.workspace_id') as id`))[0]?.id;
    const workspaceId = newId();
    await inWorkspace(workspaceId, async () => {
      const client = await inWork('job', () => pool.connect());
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((text: string, ...rest: unknown[]) => {
        if (!text.includes('statement_timeout')) return query(text, ...rest);
        client.query = query as typeof client.query;
        return Promise.reject(new Error('It was broken off'));
      }) as typeof client.query;
      client.release();
      expect(await inWork('report', where)).toBe(workspaceId);
    });
    expect(await inWork('report', where)).toBe('');
    await alone.destroy();
  });

  it('are set by no statement of their own where two kinds have the same', async () => {
    const { pool } = database;
    const client = await inWork('job', () => pool.connect());
    const statements: unknown[] = [];
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => (statements.push(args[0]), query(...args))) as typeof client.query;
    client.release();
    for (const kind of ['receive', 'report'] as const) {
      expect(await inWork(kind, () => pool.connect())).toBe(client);
      client.release();
    }
    expect(statements).toEqual([expect.stringContaining('statement_timeout')]);
    client.query = query as typeof client.query;
  });

  it('break a statement off, which is named by the kind alone', async () => {
    const failure = await failureOf(inWork('report', sleep));
    expect(failure).toBeInstanceOf(TakesTooLong);
    expect(failure).toMatchObject({ kind: 'report', isLock: false });
    expect(JSON.stringify([(failure as Error).message, failure])).not.toContain('pg_sleep');
    expect(isUnavailable(failure)).toBe(true);
    const inTransaction = inWork('report', () => database.transaction((tx) => tx.query('select pg_sleep(5)')));
    expect(await failureOf(inTransaction)).toMatchObject({ kind: 'report' });
    const byEntity = inWork('report', () =>
      database.transaction(async (tx) => {
        await tx.query('create temporary table slow on commit drop as select 1');
        await tx.manager.query('select pg_sleep(5)');
      }),
    );
    expect(await failureOf(byEntity)).toMatchObject({ kind: 'report' });
    expect(await failureOf(system.query('select pg_sleep(5)'))).toMatchObject({ kind: 'sweep' });
  });

  it('leave the connection as good as it was', async () => {
    for (let turn = 0; turn < 4; turn++) await failureOf(inWork('report', sleep));
    expect(await database.query('select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('end the wait for a lock', async () => {
    const id = newId();
    await repository(database, Tenant).insert({ id, name: 'before' });
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const rename = (name: string) => async (tx: Tx) => {
      await repository(tx, Tenant).update({ id }, { name });
    };
    let isHeld!: () => void;
    const ready = new Promise<void>((resolve) => (isHeld = resolve));
    const holder = database.transaction(async (tx) => {
      await rename('held')(tx);
      isHeld();
      await held;
    });
    await ready;
    const failure = await failureOf(inWork('request', () => database.transaction(rename('late'))));
    release();
    await holder;
    expect(failure).toMatchObject({ kind: 'request', isLock: true });
    expect(await repository(database, Tenant).findOneBy({ id })).toMatchObject({ name: 'held' });
  });

  it('do not go on into what a transaction sets off when it has committed', async () => {
    let after: Promise<{ statement: string }[]> | undefined;
    await inWork('report', () =>
      database.transaction(async (tx) => {
        await tx.query('select 1');
        afterCommit(tx, () => void (after = database.query<{ statement: string }>(settings)));
      }),
    );
    expect((await after)?.[0]?.statement).toBe('20s');
  });
});

it('F09 a transaction whose process does not go on gives its locks to the next, and fails as if cut off', async () => {
  const id = newId();
  await repository(database, Tenant).insert({ id, name: 'before' });
  const halted = await createDataSource(own.appUrl, 1, usualLimits, 300).initialize();
  const rename = (tx: Tx, name: string) => repository(tx, Tenant).update({ id }, { name });
  let isHeld!: () => void;
  let wake!: () => void;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const awake = new Promise<void>((resolve) => (wake = resolve));
  const late = failureOf(
    new Database(halted).transaction(async (tx) => {
      await rename(tx, 'late');
      isHeld();
      await awake;
      await rename(tx, 'later');
    }),
  );
  await held;
  await database.transaction((tx) => rename(tx, 'next'));
  wake();
  expect(isUnavailable(await late)).toBe(true);
  expect(await repository(database, Tenant).findOneBy({ id })).toMatchObject({ name: 'next' });
  expect(await new Database(halted).query('select 1 as n')).toEqual([{ n: 1 }]);
  await halted.destroy();
  const [usual] = await database.query<{ idle: string }>(
    `select current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  expect(usual?.idle).toBe('30s');
});

describe('who asked', () => {
  const problemOf = async (kind: WorkKind, work: () => Promise<unknown>) => {
    const reported: unknown[] = [];
    const failure = await failureOf(inWork(kind, work));
    return { problem: toProblem(failure, (error) => reported.push(error)), reported };
  };

  it('is answered that it takes too long, and the log says which kind', async () => {
    const { problem, reported } = await problemOf('report', sleep);
    expect(problem.body).toMatchObject({ type: 'urn:waypost:problem:takes-too-long', status: 503 });
    expect(problem.retryAfterSeconds).toBeUndefined();
    expect(String(reported[0])).toBe('TakesTooLong: A statement took too long (kind of work: report)');
  });

  it('is asked to come again when a lock was not to be had', async () => {
    const { problem, reported } = await problemOf('request', () =>
      database.query(`do $$ begin raise exception using errcode = '55P03'; end $$`),
    );
    expect(problem.body).toMatchObject({ type: 'urn:waypost:problem:unavailable', status: 503 });
    expect(problem.retryAfterSeconds).toBe(2);
    expect(String(reported[0])).toBe('TakesTooLong: A statement waited too long for a lock (kind of work: request)');
  });
});

it('a migration gives up a lock that it does not get, and changes nothing', async () => {
  class Late20991231000000 {
    up = (db: QueryRunner) => db.query('select pg_advisory_xact_lock(77)');
    down = () => Promise.resolve();
  }
  const bare = await createBareDatabase();
  const blocker = await createDataSource(bare.ownerUrl, 1).initialize();
  const runner = blocker.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock(77)');
    const appRole = new URL(bare.appUrl).username;
    const options = { ownerUrl: bare.ownerUrl, appRole, migrations: [Late20991231000000] };
    await expect(runMigrations({ ...options, limit: ms(0, 150) })).rejects.toMatchObject({ code: '55P03' });
    expect(await runner.query('select name from migrations')).toEqual([]);
  } finally {
    await runner.release();
    await blocker.destroy();
    await bare.drop();
  }
});
