import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createDataSource } from '#libs/platform';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { socketFolder } from './socket-folder.js';

const byTcp = 'select inet_client_addr() is not null as tcp';

describe('the socket of the embedded Postgres', () => {
  // One of its own: that of the tests asks for no password.
  const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-socket-'));
  const postgres = new EmbeddedPostgres({ dataDir, initdbFlags: ['--no-sync'] });
  let url: string;
  beforeAll(async () => {
    await postgres.create();
    await postgres.start();
    url = postgres.urls.databaseUrl;
  });
  afterAll(async () => {
    await postgres.stop();
    for (const folder of [dataDir, postgres.movedTo ?? dataDir]) rmSync(folder, { recursive: true, force: true });
  });

  it('stands beside the cluster, and nowhere that the system would refuse', () => {
    expect(socketFolder('/srv/waypost/postgres')).toBe('/srv/waypost/postgres.socket');
    expect(socketFolder(`/srv/${'deep/'.repeat(20)}postgres`)).toBeUndefined();
    expect(socketFolder('/srv/with, comma/postgres')).toBeUndefined();
    expect(socketFolder("/srv/it's/postgres")).toBeUndefined();
  });

  it('is what the application speaks through, with its password; TCP stays for whoever asks for it', async () => {
    const dataSource = await createDataSource(url).initialize();
    expect(await dataSource.query(byTcp)).toEqual([{ tcp: false }]);
    await dataSource.destroy();
    const plain = new URL(url);
    plain.search = '';
    const tool = new pg.Client({ connectionString: plain.href });
    await tool.connect();
    expect((await tool.query(byTcp)).rows).toEqual([{ tcp: true }]);
    await tool.end();
    const stranger = Object.assign(new URL(url), { password: 'guessed' });
    const guess = new pg.Client({ connectionString: stranger.href });
    await expect(guess.connect()).rejects.toMatchObject({ code: '28P01' });
    await guess.end();
  });
});
