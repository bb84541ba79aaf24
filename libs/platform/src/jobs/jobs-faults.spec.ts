import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createLog, defineJob, Every, JobHandler, Jobs, JobsUnavailable, Sweep } from '#libs/platform';
import { bootJobs, greet, greeter, greetHandlers, greeting, met } from '../../../../test/support/boot-jobs.js';
import { describeOnBoth, describeWith, machine } from '../../../../test/support/machine.js';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { PostgresBackend } from './postgres-backend.js';
import type { QueueBackend } from './queue-backend.js';
import { RedisBackend } from './redis-backend.js';

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

describe('a queue in Postgres', () => {
  it('goes on after every connection was cut', async () => {
    const handled: string[] = [];
    greeter.handle = async ({ ticketId }) => void handled.push(ticketId);
    const worker = await bootJobs({ DATABASE_URL: database.appUrl }, greetHandlers);
    const jobs = worker.get(Jobs);
    await jobs.add(greet, greeting('before'));
    await met(() => handled.includes('before'));
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await met(() =>
      jobs.add(greet, greeting('after')).then(
        () => true,
        () => false,
      ),
    );
    await met(() => handled.includes('after'), 5_000);
    await jobs.add(greet, greeting('prompt'), {});
    await met(() => handled.includes('prompt'), 1_000);
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
    greeter.handle = async ({ ticketId }) => void handled.push(ticketId);
    const server = await startRedis();
    await server.stop('SIGKILL');
    const env = { DATABASE_URL: database.appUrl, REDIS_URL: server.url };
    const worker = await bootJobs(env, greetHandlers);
    const jobs = worker.get(Jobs);
    for (const turn of ['first', 'second']) {
      const start = Date.now();
      await expect(jobs.add(greet, greeting('lost'))).rejects.toThrow(JobsUnavailable);
      expect(Date.now() - start).toBeLessThan(5_000);
      await met(() => !jobs.state().ok);
      await server.start();
      await met(() =>
        jobs.add(greet, greeting(turn)).then(
          () => true,
          () => false,
        ),
      );
      await met(() => handled.includes(turn));
      await server.stop('SIGKILL');
    }
    const start = Date.now();
    await worker.close();
    expect(Date.now() - start).toBeLessThan(15_000);
  });

  it('goes on after everything in it was thrown away', async () => {
    const handled: string[] = [];
    greeter.handle = async ({ ticketId }) => void handled.push(ticketId);
    const worker = await bootJobs({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url }, greetHandlers);
    const jobs = worker.get(Jobs);
    await jobs.add(greet, greeting('gone'), { jobId: 'timer', delayMs: 60_000 });
    await ask((client) => client.flushall());
    await jobs.add(greet, greeting('scheduled again'), { jobId: 'timer', delayMs: 50 });
    await met(() => handled.includes('scheduled again'));
    expect(handled).not.toContain('gone');
    await worker.close();
  });

  it('says loudly when Redis may throw jobs away', async () => {
    await ask((client) => client.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    const worker = await bootJobs({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url });
    await met(() => greeter.lines.some((line) => line.includes('noeviction')));
    expect(worker.get(Jobs).state()).toMatchObject({ ok: false, detail: expect.stringContaining('allkeys-lru') });
    await worker.close();
    await ask((client) => client.config('SET', 'maxmemory-policy', 'noeviction'));
  });
});

describe('a worker', () => {
  const env = () => ({ DATABASE_URL: database.appUrl });

  it('does not start where a job has no handler, or two', async () => {
    await expect(bootJobs(env(), [])).rejects.toThrow('greet-customer has no handler');
    class Another {
      @JobHandler(greet)
      async greet(): Promise<void> {}
    }
    await expect(bootJobs(env(), [...greetHandlers, Another])).rejects.toThrow('greet-customer has 2 handlers');
    expect(() => defineJob({ name: 'greet-customer', payload: greet.payload, attempts: 1, backoffMs: 1 })).toThrow(
      'Two jobs',
    );
  });

  it('does not start where two timers share a name', async () => {
    class Timers {
      @Every('same', 20)
      async one() {}
      @Sweep('same', 20)
      async other() {}
    }
    await expect(bootJobs(env(), [...greetHandlers, Timers])).rejects.toThrow('Two timers are called same');
  });

  it('repeats timed work without overlap, past failures, until it stops', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    class Timed {
      @Every('timed', 20)
      async run() {
        most = Math.max(most, ++running);
        await pause(40);
        running--;
        if (++runs === 2) throw new Error('once');
      }
    }
    const worker = await bootJobs(env(), [...greetHandlers, Timed]);
    await met(() => runs >= 4);
    await worker.close();
    const atStop = runs;
    await pause(150);
    expect([most, runs]).toEqual([1, atStop]);
    expect(greeter.lines.some((line) => line.includes('a timed task failed'))).toBe(true);
  });
});

describeOnBoth('a job whose worker died', (name) => {
  const log = createLog('silent');
  const backends = {
    Postgres: (): QueueBackend => new PostgresBackend(database.appUrl, log),
    Redis: (): QueueBackend => new RedisBackend(redis!.url, log),
  };

  it('is taken up by another, and what was added meanwhile runs too', async () => {
    const open = backends[name];
    const env: Record<string, string> =
      name === 'Redis' ? { DATABASE_URL: database.appUrl, REDIS_URL: redis!.url } : { DATABASE_URL: database.appUrl };
    const api = await bootJobs(env);
    const jobs = api.get(Jobs);
    await jobs.add(greet, greeting('interrupted'), { jobId: 'ticket-1' });
    const dying = open();
    await dying.start();
    let isTaken = false;
    const worker = dying.worker(
      greet.name,
      async () => {
        isTaken = true;
        await new Promise(() => undefined);
      },
      { lockDuration: 1_000, stalledInterval: 5_000 },
    );
    await met(() => isTaken);
    // Forced, it neither waits for the job nor goes on renewing its claim: what a kill leaves behind.
    await worker.close(true);
    await dying.close();
    await jobs.add(greet, greeting('meanwhile'), { jobId: 'ticket-1' });
    const handled: string[] = [];
    // Another test's job may run again here too, when its connection was cut before its end was recorded.
    const isOwn = (name: string) => name === 'interrupted' || name === 'meanwhile';
    greeter.handle = async ({ ticketId }) => void (isOwn(ticketId) && handled.push(ticketId));
    const other = await bootJobs(env, greetHandlers);
    await met(() => handled.length >= 2, 25_000);
    expect(handled).toEqual(['interrupted', 'meanwhile']);
    await Promise.all([other.close(), api.close()]);
  });
});
