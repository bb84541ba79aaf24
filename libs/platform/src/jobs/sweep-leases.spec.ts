import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import type { Config } from '../config/index.js';
import { createDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { createLog } from '../observe/index.js';
import { LeaseLost, SweepLeases, SweepRun } from './sweep-leases.js';
import { type SweepWork, WorkerTimers } from './worker-timers.js';

let test: TestDatabase;
let owner: pg.Client;
let database: Database;
const workers: WorkerTimers[] = [];
const realNow = performance.now;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  database = new Database(await createDataSource(test.appUrl).initialize());
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.beforeApplicationShutdown();
  await owner.query('delete from sweeps');
  performance.now = realNow;
});
afterAll(async () => {
  await database.dataSource.destroy();
  await owner.end();
  await test.drop();
});

const leases = (embedded = false) => new SweepLeases(database, { embedded } as Config);
const { signal } = new AbortController();
const expire = () => owner.query(`update sweeps set expires_at = now() - interval '1 second'`);

function startWorker(everyMs: number, work: SweepWork) {
  const worker = new WorkerTimers(createLog('error', {}, { write: () => undefined }), leases());
  worker.sweep('test', everyMs, work);
  worker.onApplicationBootstrap();
  workers.push(worker);
  return worker;
}

describe('a sweep', () => {
  it('runs on one worker at a time, and on the next as soon as that one stops', async () => {
    const ran: string[] = [];
    let atOnce = 0;
    const work = (name: string) => async () => {
      expect(++atOnce).toBe(1);
      await pause(20);
      atOnce--;
      ran.push(name);
    };
    const first = startWorker(10, work('first'));
    await until('it runs', () => ran.length > 2);
    startWorker(10, work('second'));
    await pause(500);
    expect(ran).not.toContain('second');
    await first.beforeApplicationShutdown();
    await until('the second runs', () => ran.includes('second'), 8_000);
    expect(ran.lastIndexOf('first')).toBeLessThan(ran.indexOf('second'));
  });

  it('goes on where the run of another worker stopped, and begins anew after its end', async () => {
    const seen: unknown[] = [];
    const first = startWorker(3_600_000, async (run) => {
      seen.push(run.cursor);
      await run.save({ folder: '7f' });
    });
    await until('the first run', () => seen.length === 1);
    await first.beforeApplicationShutdown();
    startWorker(3_600_000, async (run) => {
      seen.push(run.cursor);
      await run.save(seen.length < 4 ? { folder: String(seen.length) } : null);
    });
    // A run that has not come to its end is followed by the next one soon, not in an hour.
    await until('the others', () => seen.length === 4, 8_000);
    await pause(1_500);
    expect(seen).toEqual([null, { folder: '7f' }, { folder: '2' }, { folder: '3' }]);
    expect((await owner.query('select cursor from sweeps')).rows).toEqual([{ cursor: null }]);
  });

  it('writes nothing when nothing is due, however often it runs', async () => {
    let runs = 0;
    startWorker(10, async (run) => {
      runs++;
      await run.save(null);
    });
    await until('it runs', () => runs > 0);
    const versions = async () => (await owner.query('select xmin::text from sweeps')).rows;
    const before = await versions();
    await until('many runs', () => runs > 20);
    // The lease alone is renewed, every five seconds.
    expect(await versions()).toEqual(before);
  });
});

describe('F09 a lease', () => {
  it('is lost by a worker that was suspended, which learns it from the clock before any timer fires', async () => {
    const [still, other] = [leases(), leases()];
    await still.renew(['test']);
    const run = new SweepRun('test', signal, still);
    expect(run.isOver()).toBe(false);
    await run.save({ at: 1 });
    await other.renew(['test']);
    expect(other.isHeld('test')).toBe(false);
    // As if the event loop had been blocked for a minute: the database has let another worker have it.
    performance.now = () => realNow.call(performance) + 60_000;
    await expire();
    expect(run.isOver()).toBe(true);
    await expect(run.save({ at: 2 })).rejects.toThrow(LeaseLost);
    performance.now = realNow;
    await other.renew(['test']);
    expect(other.isHeld('test')).toBe(true);
    expect(other.cursorOf('test')).toEqual({ at: 1 });
    await still.renew(['test']);
    expect(still.isHeld('test')).toBe(false);
  });

  it('does not let a late worker overwrite how far the next one has come', async () => {
    const [late, next] = [leases(), leases()];
    await late.renew(['test']);
    await expire();
    await next.renew(['test']);
    await next.save('test', { at: 5 });
    await expect(late.save('test', { at: 1 })).rejects.toThrow(LeaseLost);
    expect((await owner.query('select cursor from sweeps')).rows).toEqual([{ cursor: { at: 5 } }]);
  });

  it('of a process that died is taken at once where Postgres serves no other', async () => {
    await leases().renew(['test']);
    const restarted = leases(true);
    await restarted.renew(['test']);
    expect(restarted.isHeld('test')).toBe(true);
    const other = leases();
    await other.renew(['test']);
    expect(other.isHeld('test')).toBe(false);
  });

  it('is taken by exactly one of many that ask at once', async () => {
    const all = Array.from({ length: 8 }, () => leases());
    const names = Array.from({ length: 12 }, (_, index) => `sweep-${index}`);
    await Promise.all(all.map((each, index) => each.renew(index % 2 ? names : [...names].reverse())));
    for (const name of names) expect(all.filter((each) => each.isHeld(name))).toHaveLength(1);
  });
});
