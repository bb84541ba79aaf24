import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../apps/standalone/src/postgres/index.js';
import { Client } from '../support/client.js';
import { spawnWaypost } from '../support/spawn-waypost.js';
import { until } from '../support/until.js';
import { type MillionPlace, fillMillion } from './fill-million.js';

/** A Waypost over a million tickets, in a folder that is kept: filling it takes minutes. */
export interface LargeGround {
  admin: Client;
  owner: pg.Client;
  place: MillionPlace;
  close(): Promise<void>;
}

/** The folder is BENCH_DATA, or `.bench` beside the sources. */
export const dataDir = path.resolve(process.env.BENCH_DATA ?? '.bench');
const kept = path.join(dataDir, 'bench.json');

interface Kept {
  token: string;
  place: MillionPlace;
}

export async function prepareLargeGround(): Promise<LargeGround> {
  const waypost = await spawnWaypost({
    env: { DATA_DIR: dataDir, DEMO: 'false', ALLOW_PRIVATE_NETWORK: 'true', LOG_LEVEL: 'error' },
  });
  await waypost.ready(120_000);
  const owner = new pg.Client(new EmbeddedPostgres({ dataDir }).urls.databaseMigrationUrl);
  await owner.connect();
  if (!existsSync(kept)) {
    const made = await makePlace(new Client(waypost.url), owner, () => waypost.output());
    await fillMillion(owner, made.place);
    writeFileSync(kept, JSON.stringify(made));
  }
  const { token, place } = JSON.parse(readFileSync(kept, 'utf8')) as Kept;
  return {
    owner,
    place,
    admin: new Client(waypost.url, token),
    close: async () => {
      await owner.end();
      await waypost.end();
    },
  };
}

async function makePlace(client: Client, owner: pg.Client, output: () => string): Promise<Kept> {
  const token = await until('the set-up link', () => /setup#token=([\w-]+)/.exec(output())?.[1]);
  const { body } = await client.post<{ token: string }>('/api/v1/setup', {
    token,
    workspaceName: 'Large',
    name: 'Large',
    email: 'large@shop.example',
    password: 'a-long-enough-password',
  });
  const admin = new Client(client.url, body.token);
  const make = async (url: string, what: object) => (await admin.post<{ id: string }>(url, what)).body.id;
  const email = { type: 'email', name: 'Mail', settings: { address: 'support@shop.example' } };
  const channelIds: [string, string] = [
    await make('/api/v1/channels', email),
    await make('/api/v1/channels', { type: 'widget', name: 'Chat', settings: {} }),
  ];
  const teamIds: [string, string] = [
    await make('/api/v1/teams', { name: 'Small' }),
    await make('/api/v1/teams', { name: 'Large' }),
  ];
  const { rows } = await owner.query<{ id: string; workspaceId: string }>(
    'select id, workspace_id as "workspaceId" from agents limit 1',
  );
  return { token: body.token, place: { ...rows[0]!, channelIds, teamIds, agentId: rows[0]!.id } };
}
