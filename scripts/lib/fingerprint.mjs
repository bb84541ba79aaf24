import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './paths.mjs';

const ignored = new Set(['node_modules', 'dist', '.git']);

/** A hash of what the files under these paths hold: times of files say nothing after a checkout. */
export function fingerprint(paths) {
  const hash = createHash('sha1').update(process.version);
  for (const file of paths.flatMap(filesUnder).sort()) {
    hash.update(`${file}\0`).update(readFileSync(inProject(file)));
  }
  return hash.digest('hex');
}

/** Files under a path of the project, relative to it; a path that is missing has none. */
export function filesUnder(relative) {
  const found = statSync(inProject(relative), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [relative];
  return readdirSync(inProject(relative), { withFileTypes: true })
    .filter((entry) => !ignored.has(entry.name))
    .flatMap((entry) => filesUnder(path.join(relative, entry.name)));
}

const stampFile = (name) => inProject('dist', '.stamps', name);

/** Whether what was built last under this name was built from the same content. */
export function isFresh(name, content) {
  return existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === content;
}

/** Remembers what was built. */
export function stamp(name, content) {
  mkdirSync(inProject('dist', '.stamps'), { recursive: true });
  writeFileSync(stampFile(name), content);
}
