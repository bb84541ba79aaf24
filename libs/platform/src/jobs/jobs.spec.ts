import { setTimeout as pause } from 'node:timers/promises';
import type { TestingModule } from '@nestjs/testing';
import { Jobs, Metrics, GiveUp, RetryLater } from '#libs/platform';
import {
  bootJobs,
  greet,
  greeter,
  greetHandlers,
  greeting,
  type GreetPayload,
  jobWorkspace,
  met,
} from '../../../../test/support/boot-jobs.js';
import { describeOnBoth, machine } from '../../../../test/support/machine.js';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { currentWorkspaceId } from '../database/workspace-context.js';

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
beforeEach(() => void (greeter.lines.length = 0));

const environments = {
  Postgres: () => ({ DATABASE_URL: database.appUrl }),
  Redis: () => ({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url }),
};

describeOnBoth('jobs', (name) => {
  const env = environments[name];
  let worker: TestingModule;
  let jobs: Jobs;
  let handled: [string, string | null][];

  beforeEach(async () => {
    handled = [];
    greeter.handle = async ({ ticketId }) => void handled.push([ticketId, currentWorkspaceId()]);
    worker = await bootJobs(env(), greetHandlers);
    jobs = worker.get(Jobs);
  });
  afterEach(() => worker?.close());
  const ids = () => handled.map(([id]) => id);

  test('run in the workspace of their payload', async () => {
    await jobs.add(greet, greeting('a'));
    await met(() => handled.length > 0);
    expect(handled).toEqual([['a', jobWorkspace]]);
    expect(jobs.state()).toMatchObject({ ok: true, kind: name.toLowerCase() });
  });

  test('are run by another process than the one that queues', async () => {
    const api = await bootJobs(env());
    await api.get(Jobs).add(greet, greeting('from api'));
    await met(() => handled.length > 0, 2_000);
    await api.close();
  });

  test('wait for their time, and may be taken back until then', async () => {
    await jobs.add(greet, greeting('taken back'), { jobId: 'x-1', delayMs: 600 });
    await jobs.add(greet, greeting('late'), { jobId: 'x-2', delayMs: 300 });
    await jobs.remove(greet, 'x-1');
    await jobs.remove(greet, 'never-was');
    await pause(100);
    expect(handled).toEqual([]);
    await met(() => handled.length > 0);
    await pause(500);
    expect(ids()).toEqual(['late']);
  });

  test('wait once under an id, and once more while one runs', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    greeter.handle = async ({ ticketId }) => {
      handled.push([ticketId, null]);
      if (handled.length === 1) await gate;
    };
    await jobs.add(greet, greeting('1'), { jobId: 'same' });
    await met(() => handled.length === 1);
    for (const id of ['2', '3', '4']) await jobs.add(greet, greeting(id), { jobId: 'same' });
    release();
    await met(() => handled.length === 2);
    await jobs.add(greet, greeting('5'), { jobId: 'same' });
    await met(() => handled.length === 3);
    await pause(100);
    expect(ids()).toEqual(['1', '4', '5']);
  });

  test('keep the first delay of an id unless asked to replace it', async () => {
    await jobs.add(greet, greeting('first'), { jobId: 'delayed', delayMs: 300 });
    await jobs.add(greet, greeting('ignored'), { jobId: 'delayed', delayMs: 1 });
    await jobs.add(greet, greeting('old'), { jobId: 'moved', delayMs: 60_000 });
    await jobs.add(greet, greeting('new'), { jobId: 'moved', delayMs: 10, replace: true });
    await met(() => handled.length === 2);
    expect(ids().sort()).toEqual(['first', 'new']);
  });

  test('are tried again, then dead, and a dead one does not block its id', async () => {
    const attempts: [number, boolean][] = [];
    greeter.handle = async (_, { attempt, isLast }) => {
      attempts.push([attempt, isLast]);
      throw Object.assign(new Error('the words of a customer'), { parameters: ['secret words'] });
    };
    const before = (await jobs.counts()).get('greet-customer')!.failed;
    await jobs.add(greet, greeting('a'), { jobId: 'dies' });
    await met(async () => (await jobs.counts()).get('greet-customer')!.failed === before + 1);
    expect(attempts).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    // The worker receives the failure, and logs it, only after it has been counted.
    await met(() => greeter.lines.some((line) => line.includes('a job is dead')));
    expect(greeter.lines.filter((line) => line.includes('a job is dead'))).toHaveLength(1);
    expect(greeter.lines.join()).not.toContain('secret words');
    greeter.handle = async ({ ticketId }) => void handled.push([ticketId, null]);
    await jobs.add(greet, greeting('again'), { jobId: 'dies' });
    await met(() => ids().includes('again'));
    const { text } = await worker.get(Metrics).scrape();
    expect(text).toMatch(/waypost_jobs\{queue="greet-customer",state="failed"\} [1-9]/);
  });

  test('obey a handler that knows when, or that nothing will help', async () => {
    const times: number[] = [];
    greeter.handle = async ({ ticketId }, { attempt }) => {
      times.push(Date.now());
      if (ticketId === 'hopeless') throw new GiveUp('the channel is gone');
      if (attempt === 1) throw new RetryLater(400, 'asked to wait');
    };
    await jobs.add(greet, greeting('busy'));
    await met(() => times.length === 2);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(395);
    await jobs.add(greet, greeting('hopeless'));
    await met(() => times.length === 3);
    await pause(200);
    expect(times).toHaveLength(3);
  });

  test('that hang fail alone: the others go on', async () => {
    const signals: AbortSignal[] = [];
    greeter.handle = async ({ ticketId }, { signal }) => {
      handled.push([ticketId, null]);
      if (!ticketId.startsWith('hangs')) return;
      signals.push(signal);
      await new Promise(() => undefined);
    };
    for (const id of ['hangs 1', 'hangs 2', 'hangs 3', 'runs']) await jobs.add(greet, greeting(id));
    await met(() => ids().includes('runs'));
    expect(signals[0]!.aborted).toBe(true);
    await met(() => handled.length === 10);
  });

  test('refuse what is not their payload, holds a text or has a bad id', async () => {
    await expect(jobs.add(greet, { ...greeting('a'), text: 'hello' } as GreetPayload)).rejects.toThrow();
    await expect(jobs.add(greet, greeting('x'.repeat(5_000)))).rejects.toThrow('ids only');
    await expect(jobs.add(greet, greeting('a'), { jobId: 'a:b' })).rejects.toThrow('colon');
  });

  test('can be queued by the hundreds', async () => {
    await jobs.addAll(
      greet,
      Array.from({ length: 450 }, (_, index) => ({
        payload: greeting(String(index)),
        options: { jobId: `bulk-${index % 300}` },
      })),
    );
    await met(() => handled.length >= 300);
  });

  test('do not hold up an orderly stop, and abort their handler', async () => {
    let aborted = false;
    greeter.handle = async (_, { signal }) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      await new Promise(() => undefined);
    };
    const { timeoutMs } = greet;
    greet.timeoutMs = 60_000;
    await jobs.add(greet, greeting('under way'));
    await pause(100);
    const start = Date.now();
    await worker.close();
    greet.timeoutMs = timeoutMs;
    expect(aborted).toBe(true);
    // The job itself has a minute.
    expect(Date.now() - start).toBeLessThan(20_000);
    greeter.handle = async ({ ticketId }, { attempt }) => void handled.push([ticketId, String(attempt)]);
    worker = await bootJobs(env(), greetHandlers);
    await met(() => handled.length === 1);
    expect(handled).toEqual([['under way', '1']]);
  });
});
