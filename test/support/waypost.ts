import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CreateWorkspace, type Member } from '#libs/identity';
import { closeApplication, type Config, createLog, Database, inWorkspace, loadConfig, newId } from '#libs/platform';
import { createApi, listen } from '../../apps/api/src/create-api.js';
import { quietPort } from './quiet-port.js';
import { createWorker } from '../../apps/worker/src/create-worker.js';
import { Client } from './client.js';
import { startRedis, type TestRedis } from './redis.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface WaypostOptions {
  /** Settings over those of a test. */
  env?: Record<string, string>;
  /** Database and folders of an earlier or another Waypost: for restarts and for several nodes. */
  on?: Pick<TestWaypost, 'database' | 'redis' | 'dataDir' | 'secretKey'>;
  /** Only one half of it. */
  parts?: 'api' | 'worker';
}

/** A Waypost inside the test's own process, on a database of its own. */
export interface TestWaypost {
  url: string;
  config: Config;
  database: TestDatabase;
  redis: TestRedis | undefined;
  dataDir: string;
  secretKey: string;
  api: INestApplicationContext;
  worker: INestApplicationContext;
  /** Every line that it has logged. */
  logged: string[];
  /** Requests without a session. */
  anonymous: Client;
  /** A workspace with its admin, signed in, without the seeds of a set-up. */
  workspace(name?: string): Promise<{ member: Member; admin: Client; email: string; password: string }>;
  /** Ends the applications and leaves database and folders. */
  stop(): Promise<void>;
  /** Ends it with database and folders. */
  close(): Promise<void>;
}

/** Starts api and worker; with WAYPOST_TEST_MODE=redis their queues and fan-out are on a Redis of their own. */
export async function startWaypost({ env = {}, on, parts }: WaypostOptions = {}): Promise<TestWaypost> {
  const ground = on ?? (await prepareGround());
  const config = loadConfig({ ...(await settings(ground)), ...env });
  const logged: string[] = [];
  const log = createLog('debug', {}, { write: (line) => void logged.push(line) });
  const worker = parts === 'api' ? undefined : await createWorker(config, log);
  const api = parts === 'worker' ? undefined : await createApi(config, log);
  if (api) await listen(api, config);
  const stop = async () => {
    if (api) await closeApplication(api);
    if (worker) await closeApplication(worker);
  };
  const anonymous = new Client(`http://127.0.0.1:${config.port}`);
  return {
    ...ground,
    config,
    logged,
    anonymous,
    stop,
    url: `http://127.0.0.1:${config.port}`,
    get api() {
      return present(api);
    },
    get worker() {
      return present(worker);
    },
    workspace: (name) => createWorkspace(present(api), anonymous, name),
    close: async () => {
      await stop();
      await removeGround(ground);
    },
  };
}

type Ground = NonNullable<WaypostOptions['on']>;

async function prepareGround(): Promise<Ground> {
  return {
    database: await createTestDatabase(),
    redis: process.env.WAYPOST_TEST_MODE === 'redis' ? await startRedis() : undefined,
    dataDir: mkdtempSync(path.join(tmpdir(), 'waypost-e2e-')),
    secretKey: randomBytes(24).toString('hex'),
  };
}

async function removeGround({ database, redis, dataDir }: Ground) {
  await database.drop();
  await redis?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Where a worker of its own runs beside an api, each has its ports. */
async function settings({ database, redis, dataDir, secretKey }: Ground): Promise<Record<string, string>> {
  const [port, smtpPort] = [await quietPort(), await quietPort()];
  return {
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    DATA_DIR: dataDir,
    SECRET_KEY: secretKey,
    DATABASE_URL: database.appUrl,
    ALLOW_PRIVATE_NETWORK: 'true',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
}

async function createWorkspace(api: INestApplicationContext, anonymous: Client, name = 'Harbour Goods') {
  const email = `admin-${randomBytes(4).toString('hex')}@shop.example`;
  const password = 'a-long-enough-password';
  const workspace = { id: newId(), name, locale: 'en', timeZone: 'UTC' };
  const member = await inWorkspace(workspace.id, () =>
    api
      .get(Database)
      .transaction((tx) => api.get(CreateWorkspace).with(tx, workspace, { name: 'Ada Admin', email, password })),
  );
  return { member, email, password, admin: await anonymous.signIn(email, password) };
}

function present<T>(part: T | undefined): T {
  if (!part) throw new Error('This Waypost was started without that part');
  return part;
}
