import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The user that Postgres runs as. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const name = 'postgres';

/**
 * Postgres refuses to run as root, so root runs it as the user postgres, who is made when missing; others run it as
 * themselves.
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return findUser() ?? createUser();
}

/**
 * Whether the user can enter a folder, all its parents included. Asked of the system itself, which knows of more than
 * mode bits.
 */
export function canEnter(user: ServerUser | undefined, folder: string): boolean {
  return asks(user, 'cd -- "$1" && test -r .', folder);
}

/** Whether the user can run a program where it is. */
export function canRun(user: ServerUser | undefined, program: string): boolean {
  return asks(user, '"$1" --version >/dev/null 2>&1', program);
}

function asks(user: ServerUser | undefined, question: string, argument: string) {
  return spawnSync('/bin/sh', ['-c', question, 'sh', argument], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function findUser(): ServerUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function createUser(): ServerUser {
  // The second pair is that of busybox systems.
  const ways = [
    [
      ['groupadd', '--system', name],
      ['useradd', '--system', '--gid', name, '--no-create-home', '--home-dir', '/nonexistent', name],
    ],
    [
      ['addgroup', '-S', name],
      ['adduser', '-S', '-D', '-H', '-G', name, name],
    ],
  ];
  for (const commands of ways)
    for (const [command = '', ...args] of commands) spawnSync(command, args, { stdio: 'ignore' });
  const user = findUser();
  if (!user)
    throw new Error(
      'Postgres does not run as root, and the user postgres could not be created. ' +
        'Create it, or start Waypost as a normal user.',
    );
  return user;
}

/** Gives a folder and all in it to the user. */
export function handOver(user: ServerUser | undefined, folder: string): void {
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}
