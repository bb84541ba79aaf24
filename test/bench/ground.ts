import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../apps/standalone/src/postgres/index.js';
import { type SpawnedWaypost, spawnWaypost } from '../support/spawn-waypost.js';
import { Client } from '../support/client.js';
import { seedClocks } from '../support/seed-clocks.js';
import { until } from '../support/until.js';

export const supportAddress = 'support@shop.example';

/** One Postgres as it is shipped (fsync on), a Waypost on it, and a database beside it for the bare programs. */
export interface Ground {
  waypost: SpawnedWaypost;
  admin: Client;
  floorUrl: string;
  ownerUrl: string;
  owner: pg.Client;
  dataDir: string;
  postmaster: number;
  chatChannelId: string;
  close(): Promise<void>;
}

export async function prepareGround(): Promise<Ground> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-bench-'));
  const waypost = await spawnWaypost({
    env: { DATA_DIR: dataDir, DEMO: 'false', ALLOW_PRIVATE_NETWORK: 'true', LOG_LEVEL: 'error' },
  });
  await waypost.ready();
  const { databaseMigrationUrl } = new EmbeddedPostgres({ dataDir }).urls;
  const owner = new pg.Client(databaseMigrationUrl);
  await owner.connect();
  await owner.query('create database floor');
  const { rows } = await owner.query('show data_directory');
  const floor = new URL(databaseMigrationUrl);
  floor.pathname = '/floor';
  const admin = await setUp(waypost);
  const make = async (what: object) => (await admin.post<{ id: string }>('/api/v1/channels', what)).body.id;
  await make({ type: 'email', name: 'Mail', settings: { address: supportAddress } });
  const chatChannelId = await make({ type: 'widget', name: 'Chat', settings: {} });
  return {
    waypost,
    chatChannelId,
    owner,
    dataDir,
    ownerUrl: databaseMigrationUrl,
    admin,
    floorUrl: floor.toString(),
    postmaster: Number(readFileSync(path.join(rows[0].data_directory, 'postmaster.pid'), 'utf8').split('\n')[0]),
    close: async () => {
      await owner.end();
      await waypost.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function setUp(waypost: SpawnedWaypost): Promise<Client> {
  const token = await until('the set-up link', () => /setup#token=([\w-]+)/.exec(waypost.output())?.[1]);
  const { body } = await new Client(waypost.url).post<{ token: string }>('/api/v1/setup', {
    token,
    workspaceName: 'Bench',
    name: 'Bench',
    email: 'bench@shop.example',
    password: 'a-long-enough-password',
  });
  return new Client(waypost.url, body.token);
}

/** So many open tickets by SQL. */
export async function seedTickets({ owner, ownerUrl, chatChannelId }: Ground, count: number): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('select id from workspaces limit 1');
  const place = { workspaceId: rows[0]!.id, channelId: chatChannelId };
  await seedClocks({ database: { ownerUrl } }, { ...place, count, dueIn: 86_400, spread: 86_400 });
}
