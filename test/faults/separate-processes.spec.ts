import { machine } from '../support/machine.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { buildOnce, type SpawnedWaypost, spawnWaypost } from '../support/spawn-waypost.js';
import { createBareDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const patience = 120_000;
const running = new Set<SpawnedWaypost>();
let database: TestDatabase;
let redis: TestRedis | undefined;

async function start(program: 'api' | 'worker' | 'migrate', env: Record<string, string> = {}) {
  const redisUrl: Record<string, string> = redis ? { REDIS_URL: redis.url } : {};
  const waypost = await spawnWaypost({ program, env: { DATABASE_URL: database.appUrl, SECRET_KEY: 'k'.repeat(40), LOG_LEVEL: 'info', ...redisUrl, ...env } });
  running.add(waypost);
  void waypost.ended.then(() => running.delete(waypost));
  return waypost;
}

beforeAll(buildOnce, 240_000);
beforeAll(async () => {
  database = await createBareDatabase();
  redis = machine.redis.executable ? await startRedis() : undefined;
});

afterAll(async () => {
  await Promise.all([...running].map((waypost) => waypost.end('SIGKILL')));
  await redis?.stop();
  await database.drop();
});

describe('api, worker and migrations, each a process of its own', () => {
  it('an api on a database without its tables never says that it is ready', async () => {
    const api = await start('api');
    const refuses = until('a refusal', () => fetch(`${api.url}/readyz`).then(({ status }) => status === 503, () => false), 30_000);
    expect(await Promise.race([api.ended, refuses])).not.toBe(0);
    await api.end();
  }, patience);

  it('several migrations at once apply each change once', async () => {
    const env = { DATABASE_MIGRATION_URL: database.ownerUrl };
    const runs = await Promise.all([start('migrate', env), start('migrate', env), start('migrate', env)]);
    expect(await Promise.all(runs.map((run) => run.ended))).toEqual([0, 0, 0]);
    expect(runs.filter((run) => run.output().includes('Applied'))).toHaveLength(1);
  }, patience);

  it('two apis and a worker run side by side and drain when they are told to', async () => {
    const [one, other, worker] = await Promise.all([start('api'), start('api'), start('worker')]);
    await Promise.all([one.ready(), other.ready(), until('the worker', () => worker.output().includes('the worker runs'), 30_000)]);
    const { queues } = (await (await fetch(`${one.url}/readyz`)).json()) as { queues: { kind: string } };
    expect(queues.kind).toBe(redis ? 'redis' : 'postgres');
    expect(await Promise.all([one.end(), other.end(), worker.end()])).toEqual([0, 0, 0]);
  }, patience);

  it('an api refuses a role that sees through the policies', async () => {
    const api = await start('api', { DATABASE_URL: database.ownerUrl });
    expect(await api.ended).toBe(1);
    expect(api.output()).toContain('waypost_owner is a superuser');
  }, patience);
});
