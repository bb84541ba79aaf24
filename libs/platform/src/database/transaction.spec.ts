import type { DataSource } from 'typeorm';
import { Database, createDataSource, defer } from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';

const put = 'insert into rate_limits (key, points, expire) values ($1, $2, null)';

describe('a transaction', () => {
  let own: TestDatabase;
  let dataSource: DataSource;
  let database: Database;
  beforeAll(async () => {
    own = await createTestDatabase();
    dataSource = await createDataSource(own.appUrl, 2).initialize();
    database = new Database(dataSource);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await own?.drop();
  });
  beforeEach(() => database.query('delete from rate_limits'));

  const keys = async () =>
    (await database.query<{ key: string }>('select key from rate_limits order by key')).map(({ key }) => key);
  const idle = async () =>
    (
      await database.query<{ state: string }>(
        `select state from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
      )
    ).length;

  it('keeps what was put off, in its order, whether another statement follows or the end', async () => {
    const seen = await database.transaction(async (tx) => {
      defer(tx, put, ['a', 1]);
      defer(tx, 'update rate_limits set points = points + 1 where key = $1', ['a']);
      const found: unknown = await tx.query('select points from rate_limits where key = $1', ['a']);
      defer(tx, put, ['b', 1]);
      return found;
    });
    expect(seen).toEqual([{ points: 2 }]);
    expect(await keys()).toEqual(['a', 'b']);
  });

  it('gives what was put off to the caller that waits for it after the commit', async () => {
    const { found } = await database.transaction(async (tx) => {
      await tx.query(put, ['a', 1]);
      return { found: defer<{ points: number }>(tx, 'select points from rate_limits where key = $1', ['a']) };
    });
    expect(await found).toEqual([{ points: 1 }]);
  });

  it('takes no statement after its end: it would stay, whatever became of the rest', async () => {
    const late: Promise<unknown>[] = [];
    const failing = database.transaction(async (tx) => {
      await tx.query(put, ['a', 1]);
      const first = tx.query('select 1');
      late.push(
        first.then(() => new Promise((resolve) => setTimeout(resolve, 20))).then(() => tx.query(put, ['b', 1])),
      );
      late.push(
        first.then(() => new Promise((resolve) => setTimeout(resolve, 20))).then(() => defer(tx, put, ['c', 1])),
      );
      throw new Error('for a reason of its own');
    });
    await expect(failing).rejects.toThrow('for a reason of its own');
    expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await keys()).toEqual([]);
  });

  it('fails as a whole, with the cause, when what was put off fails at the end', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.query(put, ['a', 1]);
      defer(tx, put, ['a', 1]);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await keys()).toEqual([]);
  });

  it('rejects with the cause, not that a later statement came too late', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.query(put, ['a', 1]);
      defer(tx, put, ['a', 1]);
      await tx.query('select 1');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect([await keys(), await idle()]).toEqual([[], 0]);
  });

  it('goes on after a savepoint takes back what was put off and failed', async () => {
    await database.transaction(async (tx) => {
      await tx.query(put, ['a', 1]);
      await tx.query('savepoint attempt');
      defer(tx, put, ['a', 1]);
      await expect(tx.query('release savepoint attempt')).rejects.toMatchObject({ code: '23505' });
      await tx.query('rollback to savepoint attempt');
      defer(tx, put, ['b', 1]);
    });
    expect(await keys()).toEqual(['a', 'b']);
  });

  it('never seems to have worked when an error was swallowed', async () => {
    const swallowing = database.transaction(async (tx) => {
      await tx.query(put, ['a', 1]);
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('swallowed');
    expect(await keys()).toEqual([]);
  });

  it('never goes on where a caller left a connection within a transaction', async () => {
    for (let turn = 0; turn < 4; turn++) await database.query('begin');
    await database.query(put, ['a', 1]);
    expect([await keys(), await idle()]).toEqual([['a'], 0]);
  });

  it('leaves its connection clean when the work throws, and when it asks nothing', async () => {
    await expect(
      database.transaction(async (tx) => {
        defer(tx, put, ['a', 1]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await database.transaction(async () => 7)).toBe(7);
    expect([await keys(), await idle()]).toEqual([[], 0]);
  });
});
