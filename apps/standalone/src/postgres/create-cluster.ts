import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './choose-place.js';
import { handOver } from './server-user.js';

/** Name of the role that owns the tables. */
export const ownerRole = 'waypost_owner';

/** Words and trigrams of every script count; the builtin provider sorts the same on every machine. */
const systemLocale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
const locale = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  `--locale=${systemLocale}`,
  '--lc-messages=C',
];

export const hasCluster = ({ cluster }: Place): boolean => existsSync(path.join(cluster, 'PG_VERSION'));

/** A cluster of another major version cannot be opened; better said by us than by a server log. */
export function requireSameMajor({ cluster, version }: Place): void {
  const made = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (made === version.split('.')[0]) return;
  throw new Error(
    `The data in ${cluster} was made by Postgres ${made}, and this is ${version}. ` +
      'Dump it with the old version and restore it with the new one.',
  );
}

/** Makes the cluster beside its place and moves it there when it is whole, so that an interrupted start leaves none. */
export async function createCluster(place: Place, password: string, flags: string[]): Promise<void> {
  const parent = path.dirname(place.cluster);
  for (const left of readdirSync(parent).filter((name) => name.startsWith('postgres.new-')))
    rmSync(path.join(parent, left), { recursive: true });
  const draft = path.join(parent, `postgres.new-${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = path.join(draft, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  handOver(place.user, draft);
  const cluster = path.join(draft, 'cluster');
  await run(place, path.join(place.home, 'bin/initdb'), [
    `--pgdata=${cluster}`,
    `--username=${ownerRole}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    ...locale,
    ...flags,
  ]);
  renameSync(cluster, place.cluster);
  rmSync(draft, { recursive: true });
}

function run({ user }: Place, program: string, args: string[]) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: undefined },
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The database could not be created: ${said.trim()}`)),
    );
  });
}
