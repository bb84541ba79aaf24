import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** What a data folder keeps about its own Postgres. */
export interface Installation {
  /** Distinguishes a new data folder from a deleted one at the same path. */
  id: string;
  ownerPassword: string;
  appPassword: string;
  /** Where the server listens; kept, so that open tools find it again. */
  port?: number;
  /** Folder of its Unix socket, while the server that runs has one. */
  socket?: string;
  /** Folder of the cluster once it was made; relative where it moves with the data folder. */
  cluster?: string;
}

const fileOf = (dataDir: string) => path.join(dataDir, 'postgres.json');
const secret = () => randomBytes(24).toString('base64url');

/** Reads what the data folder keeps, or begins it. */
export function openInstallation(dataDir: string): Installation {
  mkdirSync(dataDir, { recursive: true });
  // The postgres user must pass through to the cluster; what is secret beside it is closed by its own mode.
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o755);
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Installation;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return keepInstallation(dataDir, {
      id: randomBytes(4).toString('hex'),
      ownerPassword: secret(),
      appPassword: secret(),
    });
  }
}

/** Writes it whole or not at all: half a password file would lock us out of the data. */
export function keepInstallation(dataDir: string, installation: Installation): Installation {
  const draft = `${fileOf(dataDir)}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, `${JSON.stringify(installation, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, fileOf(dataDir));
  return installation;
}
