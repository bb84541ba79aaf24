import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { type Binaries, packagedBinaries } from './binaries.js';
import type { Installation } from './installation.js';
import { socketFolder } from './socket-folder.js';
import { canEnter, canRun, serverUser, type ServerUser } from './server-user.js';

/** Where the server's programs and its data are, and the user it runs as. */
export interface Place {
  user: ServerUser | undefined;
  home: string;
  version: string;
  cluster: string;
  /** Where its Unix socket is, if it can have one. */
  socket: string | undefined;
  /** Said where it is not the data folder. */
  moved: boolean;
}

const elsewhere = '/var/lib/waypost';

/**
 * In the project's own folders when the server's user can reach them. Below a folder that it cannot enter, such as
 * /root, programs and data go under /var/lib/waypost instead: no permission outside the project is widened.
 */
export function choosePlace(dataDir: string, installation: Installation): Place {
  const user = serverUser();
  const packaged = packagedBinaries();
  const home = canRun(user, path.join(packaged.home, 'bin/postgres')) ? packaged.home : copied(packaged);
  const cluster =
    installation.cluster ?? (canEnter(user, dataDir) ? 'postgres' : clusterElsewhere(dataDir, installation));
  const whole = path.resolve(dataDir, cluster);
  return {
    user,
    home,
    version: packaged.version,
    cluster: whole,
    socket: socketFolder(whole),
    moved: path.isAbsolute(cluster),
  };
}

function clusterElsewhere(dataDir: string, { id }: Installation) {
  const hash = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  return path.join(openFolder(`${hash}-${id}`), 'postgres');
}

function copied({ home, version }: Binaries) {
  const target = path.join(openFolder('.'), `programs-${version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  cpSync(home, draft, { recursive: true, verbatimSymlinks: true });
  // A strict umask may have closed the packages; these copies are for the server's user to read.
  execFileSync('chmod', ['-R', 'a+rX', draft]);
  try {
    renameSync(draft, target);
  } catch (error) {
    // Another start was quicker; its copy is as good.
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** A folder of ours that others may pass through, whatever the umask is. */
function openFolder(name: string) {
  for (const folder of [elsewhere, path.join(elsewhere, name)]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
  }
  return path.join(elsewhere, name);
}
