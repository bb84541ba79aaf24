import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { BuiltImage, commandOf, readDockerfile, unprivileged } from '../support/dockerfile.js';
import { quietPort } from '../support/quiet-port.js';
import { type TestDatabase, createBareDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { itLong } from '../support/long.js';

/** The tests' Postgres has a socket that is closed to other users. */
function byTcp(url: string): string {
  const tcp = new URL(url);
  tcp.searchParams.delete('host');
  return tcp.href;
}

describe('the Dockerfile', () => {
  const stages = readDockerfile();

  it('copies what is there, runs as an ordinary user, and starts what is built', () => {
    const copied = stages.flatMap(({ instructions }) =>
      instructions.filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from=')),
    );
    const sources = copied.flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    const image = stages.at(-1)!;
    expect(image.instructions.filter(({ word }) => word === 'USER')).toEqual([{ word: 'USER', rest: 'node' }]);
    const source = commandOf(image)[1]!
      .replace(/^dist\//, '')
      .replace(/\.js$/, '.ts');
    expect(existsSync(source)).toBe(true);
  });

  it('is done here step by step: in an empty folder, by a user without rights, one stage from another', () => {
    const run = (rest: string) => ({ word: 'RUN', rest });
    const copy = (rest: string) => ({ word: 'COPY', rest });
    const image = BuiltImage.build([
      {
        from: 'node:24',
        name: 'first',
        instructions: [{ word: 'WORKDIR', rest: '/waypost' }, copy('package.json .ci ./'), run('id -u > /waypost/who')],
      },
      { from: 'first', name: 'second', instructions: [run('rm package.json && mkdir made && mv who made')] },
      {
        from: 'node:24',
        name: 'image',
        instructions: [
          { word: 'WORKDIR', rest: '/waypost' },
          copy('--from=second /waypost/made made'),
          copy('--from=first /waypost/package.json ./'),
          run('mkdir /data && chown node:node /data'),
        ],
      },
    ]);
    const there = ['waypost/made/who', 'waypost/package.json', 'data', 'waypost/who'];
    expect(there.map((place) => existsSync(image.at(place)))).toEqual([true, true, true, false]);
    expect(readFileSync(image.at('waypost/made/who'), 'utf8').trim()).not.toBe('0');
    image.remove();
  });

  // It installs and builds everything anew: minutes, and the registry.
  itLong(
    'builds in an empty folder as an unprivileged user what migrates and answers',
    async () => {
      const image = BuiltImage.build(stages);
      const database: TestDatabase = await createBareDatabase();
      const [port, smtpPort] = [await quietPort(), await quietPort()];
      const start = (args: string[], env: Record<string, string> = {}): ChildProcess =>
        spawn(process.execPath, args, {
          cwd: image.at('waypost'),
          stdio: ['ignore', 'ignore', 'inherit'],
          env: {
            NODE_ENV: 'production',
            DATA_DIR: image.at('data'),
            DATABASE_URL: byTcp(database.appUrl),
            SECRET_KEY: 'k'.repeat(40),
            PORT: String(port),
            SMTP_PORT: String(smtpPort),
            LOG_LEVEL: 'warn',
            ...env,
          },
          ...unprivileged,
        });
      const migration = start(['dist/apps/standalone/src/migrate.js'], {
        DATABASE_MIGRATION_URL: byTcp(database.ownerUrl),
      });
      await until('the migrations', () => migration.exitCode !== null, 300_000);
      expect(migration.exitCode).toBe(0);
      const api = start(commandOf(stages.at(-1)!).slice(1));
      const isReady = () =>
        fetch(`http://127.0.0.1:${port}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
      await until('the api is ready', isReady, 120_000);
      expect((await fetch(`http://127.0.0.1:${port}/`)).headers.get('content-type')).toContain('text/html');
      api.kill();
      await until('its end', () => api.exitCode !== null || api.signalCode !== null, 60_000);
      await database.drop();
      image.remove();
    },
    1_800_000,
  );
});
