import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { handOver, type ServerUser } from './server-user.js';

/** The longest path of a socket that every system takes, in bytes. */
const longest = 103;
const socketOf = (folder: string, port: number) => path.join(folder, `.s.PGSQL.${port}`);

/**
 * The folder for the server's Unix socket, which costs less than TCP: beside the cluster, closed to everybody but its
 * user. Undefined where its path would be too long or would not stand as it is in a setting; then TCP serves alone.
 */
export function socketFolder(cluster: string): string | undefined {
  const folder = `${cluster}.socket`;
  if (process.platform === 'win32' || !/^[\w./+@-]+$/.test(folder)) return undefined;
  return Buffer.byteLength(socketOf(folder, 65_535)) <= longest ? folder : undefined;
}

/** Makes the folder, for the user that the server runs as. */
export function openSocketFolder(folder: string, user: ServerUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  handOver(user, folder);
}

/** Whether a server listens there: one that an earlier version started knows only TCP. */
export const hasSocket = (folder: string | undefined, port: number): folder is string =>
  folder !== undefined && existsSync(socketOf(folder, port));
