import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { isAlive } from '../../apps/standalone/src/postgres/index.js';
import { cpuSeconds } from '../support/cpu-seconds.js';
import { itLong } from '../support/long.js';
import { describeWith } from '../support/machine.js';
import { startRedis } from '../support/redis.js';
import { buildOnce, type SpawnedWaypost, type SpawnOptions, spawnWaypost } from '../support/spawn-waypost.js';
import { until } from '../support/until.js';

/** Two starts one after the other on a machine that is busy otherwise. */
const patience = 120_000;

const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-start-'));
const running = new Set<SpawnedWaypost>();

/** `DEMO=false` and no mail server: what is measured is the start, not the seed. */
async function start(env: Record<string, string> = {}, options: Omit<SpawnOptions, 'env'> = {}) {
  const waypost = await spawnWaypost({ env: { DATA_DIR: dataDir, DEMO: 'false', ...env }, ...options });
  running.add(waypost);
  void waypost.ended.then(() => running.delete(waypost));
  return waypost;
}

const createAdmin = () => start({}, { program: 'cli', args: ['create-admin'] });

const kept = () =>
  JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8')) as { port: number; ownerPassword: string };
const holds = (pid: number) =>
  existsSync(path.join(dataDir, 'running.json')) &&
  (JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as { pid: number }).pid === pid;
const postmaster = () => Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

async function sql(statement: string) {
  const { port, ownerPassword } = kept();
  const client = new pg.Client({
    connectionString: `postgresql://waypost_owner:${ownerPassword}@127.0.0.1:${port}/waypost`,
  });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(buildOnce, 240_000);
afterAll(async () => {
  await Promise.all([...running].map((waypost) => waypost.end()));
  rmSync(dataDir, { recursive: true, force: true });
});

describe('one Waypost on one data folder', () => {
  let current: SpawnedWaypost | undefined;
  /** What the start took that made the database. */
  let coldSeconds: number;

  /** The one that runs: each test goes on with that of the test before, or starts it. */
  async function one(): Promise<SpawnedWaypost> {
    if (current && isAlive(current.pid)) return current;
    const isFirst = !existsSync(path.join(dataDir, 'postgres.json'));
    current = await start();
    await current.ready();
    if (isFirst) coldSeconds = cpuSeconds(current.pid);
    return current;
  }
  const keepRow = () => sql('create table if not exists kept_over_a_kill as select 1 as row');

  it(
    'makes its database, keeps its secrets to itself, and offers the way in',
    async () => {
      const waypost = await one();
      for (const file of ['postgres.json', 'secret-key', 'postgres.log'])
        expect(statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600);
      await until('the set-up link', () => waypost.output().includes('/setup#token='));
      expect(await sql('show fsync')).toEqual([{ fsync: 'on' }]);
      expect(await sql(`select rolsuper, rolbypassrls from pg_roles where rolname = 'waypost'`)).toEqual([
        { rolsuper: false, rolbypassrls: false },
      ]);
    },
    patience,
  );

  it(
    'is the only one: a second start says so and ends',
    async () => {
      const first = await one();
      const second = await start();
      expect(await second.ended).toBe(1);
      expect(second.output()).toContain(`already runs on ${dataDir} (process ${first.pid}, ${first.url})`);
      expect(isAlive(postmaster())).toBe(true);
    },
    patience,
  );

  it(
    'starts its Postgres again when that is killed',
    async () => {
      const waypost = await one();
      const before = postmaster();
      process.kill(before, 'SIGKILL');
      await until('another postmaster', () => waypost.output().includes('Postgres is back'), 60_000);
      expect(postmaster()).not.toBe(before);
      await waypost.ready();
    },
    patience,
  );

  it(
    'killed, loses nothing: the next start finds the server that lived on',
    async () => {
      const first = await one();
      await keepRow();
      const survivor = postmaster();
      await first.end('SIGKILL');
      expect(isAlive(survivor)).toBe(true);
      const second = await one();
      // A start on what is there costs no more than the first; the half is for a busy machine.
      expect(cpuSeconds(second.pid)).toBeLessThan(1.5 * coldSeconds);
      expect(postmaster()).toBe(survivor);
      expect(await sql('select row from kept_over_a_kill')).toEqual([{ row: 1 }]);
    },
    patience,
  );

  it(
    'killed together with its server, recovers',
    async () => {
      const first = await one();
      await keepRow();
      const { port } = kept();
      const server = postmaster();
      await first.end('SIGKILL');
      process.kill(server, 'SIGKILL');
      await one();
      expect(kept().port).toBe(port);
      expect(await sql('select row from kept_over_a_kill')).toEqual([{ row: 1 }]);
    },
    patience,
  );

  it(
    'ends in order on Ctrl-C and leaves no process',
    async () => {
      const waypost = await one();
      const server = postmaster();
      expect(await waypost.end('SIGINT')).toBe(0);
      expect([isAlive(waypost.pid), isAlive(server)]).toEqual([false, false]);
    },
    patience,
  );

  it(
    'called off in the middle of its start, ends in order',
    async () => {
      const early = await start();
      await until('the first line', () => early.output().includes('Postgres is up'), 60_000);
      expect(await early.end('SIGINT')).toBe(0);
      expect(() => postmaster()).toThrow('ENOENT');
    },
    patience,
  );

  it(
    'waits for a command that has the data folder, and shares its Postgres with one that comes while it starts',
    async () => {
      const command = await createAdmin();
      await until('the command has the data folder', () => holds(command.pid), 30_000);
      process.kill(command.pid, 'SIGSTOP');
      const waypost = await start();
      await until(
        'the line that says so',
        () => waypost.output().includes(`A command runs on ${dataDir} (process ${command.pid}); waiting for it`),
        30_000,
      );
      process.kill(command.pid, 'SIGCONT');
      expect([await command.ended, command.output()]).toEqual([0, expect.stringContaining('/setup#token=')]);
      await until('its Postgres', () => waypost.output().includes('Postgres is up'), 60_000);
      const server = postmaster();
      const next = await createAdmin();
      expect([await next.ended, next.output()]).toEqual([0, expect.stringContaining('/setup#token=')]);
      await waypost.ready();
      expect([postmaster(), isAlive(server), waypost.output().includes('starting it again')]).toEqual([
        server,
        true,
        false,
      ]);
      expect(await waypost.end()).toBe(0);
    },
    patience,
  );

  it(
    'names every bad setting and starts nothing',
    async () => {
      const refused = await start({ TRUSTED_PROXIES: 'everyone', ALLOW_PRIVATE_NETWORK: 'perhaps' });
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toContain('TRUSTED_PROXIES');
      expect(refused.output()).toContain('ALLOW_PRIVATE_NETWORK');
    },
    patience,
  );
});

describeWith('redis', 'one Waypost with its queues on Redis', () => {
  itLong(
    'starts, says so, and ends in order though its Redis is gone',
    async () => {
      const redis = await startRedis();
      const waypost = await start({ REDIS_URL: redis.url });
      await waypost.ready();
      const { queues } = (await (await fetch(`${waypost.url}/readyz`)).json()) as { queues: { kind: string } };
      expect(queues.kind).toBe('redis');
      await redis.stop('SIGKILL');
      expect(await waypost.end()).toBe(0);
    },
    patience,
  );
});
