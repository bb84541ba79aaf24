import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce, type SpawnedWaypost, type SpawnOptions, spawnWaypost } from '../support/spawn-waypost.js';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const patience = 120_000;
const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-starts-'));
const running = new Set<SpawnedWaypost>();
let database: TestDatabase;

async function start(program: SpawnOptions['program'], env: Record<string, string> = {}) {
  const waypost = await spawnWaypost({
    program,
    env: {
      DATABASE_URL: database.appUrl,
      SECRET_KEY: 'k'.repeat(40),
      DATA_DIR: dataDir,
      ALLOW_PRIVATE_NETWORK: 'true',
      LOG_LEVEL: 'info',
      ...env,
    },
  });
  running.add(waypost);
  void waypost.ended.then(() => running.delete(waypost));
  return waypost;
}

beforeAll(buildOnce, 240_000);
afterEach(async () => {
  await Promise.all([...running].map((waypost) => waypost.end('SIGKILL')));
  await database.drop();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('api, worker and migrations, each a process of its own, start', () => {
  it(
    'an api on a database without its tables never says that it is ready',
    async () => {
      database = await createBareDatabase();
      const api = await start('api');
      const refuses = until(
        'a refusal',
        () =>
          fetch(`${api.url}/readyz`).then(
            ({ status }) => status === 503,
            () => false,
          ),
        30_000,
      );
      expect(await Promise.race([api.ended, refuses])).not.toBe(0);
      await api.end();
    },
    patience,
  );

  it(
    'two migrations at once apply each change once',
    async () => {
      database = await createBareDatabase();
      const env = { DATABASE_MIGRATION_URL: database.ownerUrl };
      const runs = await Promise.all([start('migrate', env), start('migrate', env)]);
      expect(await Promise.all(runs.map((run) => run.ended))).toEqual([0, 0]);
      expect(runs.filter((run) => run.output().includes('Applied'))).toHaveLength(1);
    },
    patience,
  );

  it(
    'each refuses a role that sees through the policies, in one sentence',
    async () => {
      database = await createTestDatabase();
      const env = { DATABASE_URL: database.ownerUrl, DATABASE_MIGRATION_URL: database.ownerUrl };
      const refused = [
        await start('api', env),
        await start('worker', env),
        await start('migrate', env),
        await start('migrate', { ...env, DEMO: 'true' }),
        await start('standalone', { ...env, DATA_DIR: path.join(dataDir, 'another') }),
      ];
      expect(await Promise.all(refused.map((program) => program.ended))).toEqual([1, 1, 1, 1, 1]);
      const sentence =
        /✗ DATABASE_URL: \S+ is a superuser\. Use a plain role that owns nothing; DATABASE_MIGRATION_URL is the owner's\.\n$/;
      for (const program of refused) {
        expect(program.output()).toMatch(sentence);
        expect(program.output()).not.toMatch(/^\s+at |ExceptionHandler/m);
      }
    },
    patience,
  );
});
