import { setTimeout as pause } from 'node:timers/promises';
import { Global, Module, type Provider } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import { describeWith, machine } from '../../../../test/support/machine.js';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { Config, loadConfig } from '../config/index.js';
import { currentWorkspaceId } from '../database/workspace-context.js';
import { createLog, Log, Metrics } from '../observe/index.js';
import { defineJob, everyMs, GiveUp, handleJob, type JobHandler, Jobs, JobsModule, JobsUnavailable, JobsWorkerModule, RetryLater } from './index.js';
import { PostgresBackend } from './postgres-backend.js';

const workspaceId = '0198a3c0-0000-7000-8000-000000000001';
const payload = z.strictObject({ workspaceId: z.uuid(), ticketId: z.string() });
type Payload = z.infer<typeof payload>;
const greet = defineJob({ name: 'greet-customer', payload, attempts: 3, backoffMs: 20, concurrency: 2, timeoutMs: 400 });
const one = (ticketId: string): Payload => ({ workspaceId, ticketId });

let handler: JobHandler<Payload>;
const handlers = [handleJob(greet, [], () => (work: Payload, run) => handler(work, run))];
const lines: string[] = [];

/** A worker as it stands in the application; without handlers an api. */
async function boot(env: Record<string, string>, providers?: Provider[]): Promise<TestingModule> {
  const log = createLog('debug', {}, { write: (line) => void lines.push(line) });
  @Global()
  @Module({
    providers: [{ provide: Config, useFactory: () => loadConfig({ SECRET_KEY: 'k'.repeat(32), ...env }) }, { provide: Log, useValue: log }, Metrics],
    exports: [Config, Log, Metrics],
  })
  class Ground {}
  const modules = providers ? [Ground, JobsModule, JobsWorkerModule] : [Ground, JobsModule];
  const app = await Test.createTestingModule({ imports: modules, providers: providers ?? [] }).compile();
  try {
    return await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function until(met: () => boolean | Promise<boolean>, ms = 10_000) {
  const end = Date.now() + ms;
  while (!(await met())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await pause(20);
  }
}

let database: TestDatabase;
let redis: TestRedis | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  redis = machine.redis.executable ? await startRedis() : undefined;
});
afterAll(async () => {
  await redis?.stop();
  await database.drop();
});
beforeEach(() => void (lines.length = 0));

describe.each([
  ['Postgres', () => ({ DATABASE_URL: database.appUrl }), true],
  ['Redis', () => ({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url }), Boolean(machine.redis.executable)],
] as const)('jobs on %s', (name, env, present) => {
  const test = present ? it : it.skip;
  let worker: TestingModule;
  let jobs: Jobs;
  let handled: [string, string | null][];

  beforeEach(async () => {
    if (!present) return;
    handled = [];
    handler = async ({ ticketId }) => void handled.push([ticketId, currentWorkspaceId()]);
    worker = await boot(env(), handlers);
    jobs = worker.get(Jobs);
  });
  afterEach(() => worker?.close());
  const ids = () => handled.map(([id]) => id);

  test('run in the workspace of their payload', async () => {
    await jobs.add(greet, one('a'));
    await until(() => handled.length > 0);
    expect(handled).toEqual([['a', workspaceId]]);
    expect(jobs.state()).toMatchObject({ ok: true, kind: name.toLowerCase() });
  });

  test('are run by another process than the one that queues', async () => {
    const api = await boot(env());
    await api.get(Jobs).add(greet, one('from api'));
    await until(() => handled.length > 0, 2_000);
    await api.close();
  });

  test('wait for their time, and may be taken back until then', async () => {
    await jobs.add(greet, one('taken back'), { jobId: 'x-1', delayMs: 600 });
    await jobs.add(greet, one('late'), { jobId: 'x-2', delayMs: 300 });
    await jobs.remove(greet, 'x-1');
    await jobs.remove(greet, 'never-was');
    await pause(100);
    expect(handled).toEqual([]);
    await until(() => handled.length > 0);
    await pause(500);
    expect(ids()).toEqual(['late']);
  });

  test('wait once under an id, and once more while one runs', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => { release = resolve; });
    handler = async ({ ticketId }) => {
      handled.push([ticketId, null]);
      if (handled.length === 1) await gate;
    };
    await jobs.add(greet, one('1'), { jobId: 'same' });
    await until(() => handled.length === 1);
    for (const id of ['2', '3', '4']) await jobs.add(greet, one(id), { jobId: 'same' });
    release();
    await until(() => handled.length === 2);
    await jobs.add(greet, one('5'), { jobId: 'same' });
    await until(() => handled.length === 3);
    await pause(100);
    expect(ids()).toEqual(['1', '4', '5']);
  });

  test('keep the first delay of an id unless told to replace it', async () => {
    await jobs.add(greet, one('first'), { jobId: 'delayed', delayMs: 300 });
    await jobs.add(greet, one('ignored'), { jobId: 'delayed', delayMs: 1 });
    await jobs.add(greet, one('old'), { jobId: 'moved', delayMs: 60_000 });
    await jobs.add(greet, one('new'), { jobId: 'moved', delayMs: 10, replace: true });
    await until(() => handled.length === 2);
    expect(ids().sort()).toEqual(['first', 'new']);
  });

  test('are tried again, then dead, and a dead one does not block its id', async () => {
    const attempts: [number, boolean][] = [];
    handler = async (_, { attempt, isLast }) => {
      attempts.push([attempt, isLast]);
      throw Object.assign(new Error('the words of a customer'), { parameters: ['secret words'] });
    };
    const before = (await jobs.counts()).get('greet-customer')!.failed;
    await jobs.add(greet, one('a'), { jobId: 'dies' });
    await until(async () => (await jobs.counts()).get('greet-customer')!.failed === before + 1);
    expect(attempts).toEqual([[1, false], [2, false], [3, true]]);
    expect(lines.filter((line) => line.includes('a job is dead'))).toHaveLength(1);
    expect(lines.join()).not.toContain('secret words');
    handler = async ({ ticketId }) => void handled.push([ticketId, null]);
    await jobs.add(greet, one('again'), { jobId: 'dies' });
    await until(() => ids().includes('again'));
    const { text } = await worker.get(Metrics).scrape();
    expect(text).toMatch(/waypost_jobs\{queue="greet-customer",state="failed"\} [1-9]/);
  });

  test('obey a handler that knows when, or that nothing will help', async () => {
    const times: number[] = [];
    handler = async ({ ticketId }, { attempt }) => {
      times.push(Date.now());
      if (ticketId === 'hopeless') throw new GiveUp('the channel is gone');
      if (attempt === 1) throw new RetryLater(400, 'asked to wait');
    };
    await jobs.add(greet, one('busy'));
    await until(() => times.length === 2);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(395);
    await jobs.add(greet, one('hopeless'));
    await until(() => times.length === 3);
    await pause(200);
    expect(times).toHaveLength(3);
  });

  test('that hang fail alone: the others go on', async () => {
    const signals: AbortSignal[] = [];
    handler = async ({ ticketId }, { signal }) => {
      handled.push([ticketId, null]);
      if (!ticketId.startsWith('hangs')) return;
      signals.push(signal);
      await new Promise(() => undefined);
    };
    for (const id of ['hangs 1', 'hangs 2', 'hangs 3', 'runs']) await jobs.add(greet, one(id));
    await until(() => ids().includes('runs'));
    expect(signals[0]!.aborted).toBe(true);
    await until(() => handled.length === 10);
  });

  test('refuse what is not their payload, holds a text or has a bad id', async () => {
    await expect(jobs.add(greet, { ...one('a'), text: 'hello' } as Payload)).rejects.toThrow();
    await expect(jobs.add(greet, one('x'.repeat(5_000)))).rejects.toThrow('ids only');
    await expect(jobs.add(greet, one('a'), { jobId: 'a:b' })).rejects.toThrow('colon');
  });

  test('can be queued by the hundreds', async () => {
    await jobs.addAll(greet, Array.from({ length: 450 }, (_, index) => ({ payload: one(String(index)), options: { jobId: `bulk-${index % 300}` } })));
    await until(() => handled.length >= 300);
  });

  test('do not hold up an orderly stop, and tell their handler of it', async () => {
    let told = false;
    handler = async (_, { signal }) => {
      signal.addEventListener('abort', () => { told = true; });
      await new Promise(() => undefined);
    };
    const { timeoutMs } = greet;
    greet.timeoutMs = 60_000;
    await jobs.add(greet, one('under way'));
    await pause(100);
    const start = Date.now();
    await worker.close();
    greet.timeoutMs = timeoutMs;
    expect(told).toBe(true);
    expect(Date.now() - start).toBeLessThan(6_000);
    handler = async ({ ticketId }, { attempt }) => void handled.push([ticketId, String(attempt)]);
    worker = await boot(env(), handlers);
    await until(() => handled.length === 1);
    expect(handled).toEqual([['under way', '1']]);
  });
});

describe('a queue in Postgres', () => {
  it('goes on after every connection was cut', async () => {
    const handled: string[] = [];
    handler = async ({ ticketId }) => void handled.push(ticketId);
    const worker = await boot({ DATABASE_URL: database.appUrl }, handlers);
    const jobs = worker.get(Jobs);
    await jobs.add(greet, one('before'));
    await until(() => handled.includes('before'));
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    await until(() => jobs.add(greet, one('after')).then(() => true, () => false));
    await until(() => handled.includes('after'), 5_000);
    await jobs.add(greet, one('prompt'), {});
    await until(() => handled.includes('prompt'), 1_000);
    await owner.end();
    await worker.close();
  });

  it('needs no right to create schemas', async () => {
    const backend = new PostgresBackend(database.appUrl, createLog('silent'));
    await backend.start();
    await backend.close();
  });
});

async function ask(question: (client: Redis) => Promise<unknown>) {
  const client = new Redis(redis!.url);
  await question(client);
  client.disconnect();
}

describeWith('redis', 'a queue in Redis', () => {
  it('refuses quickly while Redis is away, from the start and in between, and then works', async () => {
    const handled: string[] = [];
    handler = async ({ ticketId }) => void handled.push(ticketId);
    const server = await startRedis();
    await server.stop('SIGKILL');
    const env = { DATABASE_URL: database.appUrl, REDIS_URL: server.url };
    const worker = await boot(env, handlers);
    const jobs = worker.get(Jobs);
    for (const turn of ['first', 'second']) {
      const start = Date.now();
      await expect(jobs.add(greet, one('lost'))).rejects.toThrow(JobsUnavailable);
      expect(Date.now() - start).toBeLessThan(1_100);
      await until(() => !jobs.state().ok);
      await server.start();
      await until(() => jobs.add(greet, one(turn)).then(() => true, () => false));
      await until(() => handled.includes(turn));
      await server.stop('SIGKILL');
    }
    const start = Date.now();
    await worker.close();
    expect(Date.now() - start).toBeLessThan(15_000);
  });

  it('goes on after everything in it was thrown away', async () => {
    const handled: string[] = [];
    handler = async ({ ticketId }) => void handled.push(ticketId);
    const worker = await boot({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url }, handlers);
    const jobs = worker.get(Jobs);
    await jobs.add(greet, one('gone'), { jobId: 'timer', delayMs: 60_000 });
    await ask((client) => client.flushall());
    await jobs.add(greet, one('armed again'), { jobId: 'timer', delayMs: 50 });
    await until(() => handled.includes('armed again'));
    expect(handled).not.toContain('gone');
    await worker.close();
  });

  it('says loudly when Redis may throw jobs away', async () => {
    await ask((client) => client.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    const worker = await boot({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url });
    await until(() => lines.some((line) => line.includes('noeviction')));
    expect(worker.get(Jobs).state()).toMatchObject({ ok: false, detail: expect.stringContaining('allkeys-lru') });
    await worker.close();
    await ask((client) => client.config('SET', 'maxmemory-policy', 'noeviction'));
  });
});

describe('a worker', () => {
  const env = () => ({ DATABASE_URL: database.appUrl });

  it('does not start where a job has no handler, or two', async () => {
    await expect(boot(env(), [])).rejects.toThrow('greet-customer has no handler');
    const another = handleJob(greet, [], () => async () => undefined);
    await expect(boot(env(), [...handlers, another])).rejects.toThrow('greet-customer has 2 handlers');
    expect(() => defineJob({ name: 'greet-customer', payload, attempts: 1, backoffMs: 1 })).toThrow('Two jobs');
  });

  it('repeats timed work without overlap, past failures, until it stops', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const sweep = everyMs('sweep', 20, [Log], () => async () => {
      most = Math.max(most, ++running);
      await pause(40);
      running--;
      if (++runs === 2) throw new Error('once');
    });
    const worker = await boot(env(), [...handlers, sweep]);
    await until(() => runs >= 4);
    await worker.close();
    const atStop = runs;
    await pause(150);
    expect([most, runs]).toEqual([1, atStop]);
    expect(lines.some((line) => line.includes('a timed task failed'))).toBe(true);
  });
});
