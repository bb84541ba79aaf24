import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from './choose-place.js';
import { openSocketFolder } from './socket-folder.js';
import { isAlive, isUnreaped } from './process-table.js';

/** A running server, by its own pid file. */
export interface Postmaster {
  pid: number;
  port: number;
  state: string;
}

const pidFile = ({ cluster }: Place) => path.join(cluster, 'postmaster.pid');

/** The server that runs on this cluster, whichever process has started it; undefined when there is none. */
export function findPostmaster(place: Place): Postmaster | undefined {
  const lines = pidLines(place);
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return undefined;
  return { pid, port: Number(lines[3]), state: lines[7]?.trim() ?? 'starting' };
}

/**
 * Starts the server in a process group of its own: a Ctrl-C in the terminal must not reach it before our work is done.
 */
export function spawnPostmaster(
  place: Place,
  { port, log, flags }: { port: number; log: string; flags: string[] },
): void {
  disownUnreaped(place);
  if (place.socket) openSocketFolder(place.socket, place.user);
  const output = openLog(log);
  const child = spawn(
    path.join(place.home, 'bin/postgres'),
    ['-D', place.cluster, ...settings({ ...listening(place), port, ...quiet }), ...flags],
    {
      ...place.user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
    },
  );
  child.once('error', () => undefined);
  child.unref();
  closeSync(output);
}

/** By TCP too: for tools, and for what was started by a version that knew only that. */
const listening = ({ socket = '' }: Place) => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: socket,
  unix_socket_permissions: '0700',
});

/** No statements in the log, for they hold customers' words. */
const quiet = {
  max_connections: 150,
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const settings = (values: Record<string, string | number>) =>
  Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Ends the server: fast first, which rolls back what is open and closes in order; at once when that takes too long. */
export async function stopPostmaster(place: Place, patienceMs = 30_000): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    const running = findPostmaster(place);
    if (!running) return;
    try {
      process.kill(running.pid, signal);
    } catch {
      return;
    }
    if (await goneWithin(running.pid, patience)) return;
  }
}

/** Waits until a process has ended. */
export async function goneWithin(pid: number, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(25)) if (!isAlive(pid)) return true;
  return false;
}

function pidLines(place: Place) {
  try {
    return readFileSync(pidFile(place), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/**
 * A killed server whose entry is never reaped looks alive to Postgres, for ever in some containers. Its pid file must
 * stay, since it leads to the shared memory that is checked next; with our own pid in it Postgres goes on to that
 * check.
 */
function disownUnreaped(place: Place) {
  const [pid, ...rest] = pidLines(place);
  if (!pid || !isUnreaped(Number(pid))) return;
  writeFileSync(pidFile(place), [process.pid, ...rest].join('\n'));
}

function openLog(file: string) {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}
