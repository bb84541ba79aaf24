import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import {
  Storage,
  type StoredFile,
  StoredFileMissing,
  isStorageKey,
  newStorageKey,
  requireStorageKey,
} from './storage.js';

const unfinished = '.part';
const unfinishedForMs = 24 * 3_600_000;

/** Attachments as files in a folder. */
export class FolderStorage extends Storage {
  constructor(private readonly root: string) {
    super();
  }

  async put(bytes: Buffer | Readable): Promise<string> {
    const key = newStorageKey();
    const target = this.path(key);
    const folder = path.dirname(target);
    await mkdir(folder, { recursive: true });
    try {
      await writeThrough(`${target}${unfinished}`, bytes);
      await rename(`${target}${unfinished}`, target);
      // The file's name survives a crash only when its folder is synced too.
      await flushFolder(folder);
    } catch (error) {
      await rm(`${target}${unfinished}`, { force: true });
      throw error;
    }
    return key;
  }

  async get(key: string): Promise<Readable> {
    try {
      const file = await open(this.path(key));
      return file.createReadStream();
    } catch (error) {
      throw isMissing(error) ? new StoredFileMissing(key) : error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  async *list(after?: string | null): AsyncIterable<StoredFile> {
    const [lastFolder = ''] = (after ?? '').split('/');
    for (const folder of await entriesOf(this.root)) {
      if (folder < lastFolder) continue;
      for (const name of await entriesOf(path.join(this.root, folder))) {
        const key = `${folder}/${name}`;
        if (after && key <= after) continue;
        const file = path.join(this.root, key);
        const storedAt = await stat(file).then(
          ({ mtime }) => mtime,
          () => undefined,
        );
        if (!storedAt) continue;
        if (isStorageKey(key)) yield { key, storedAt };
        else if (name.endsWith(unfinished) && Date.now() - storedAt.getTime() > unfinishedForMs)
          await rm(file, { force: true });
      }
    }
  }

  private path(key: string) {
    return path.join(this.root, requireStorageKey(key));
  }
}

async function writeThrough(file: string, bytes: Buffer | Readable) {
  const handle = await open(file, 'wx', 0o640);
  try {
    await writeFile(handle, bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function flushFolder(folder: string) {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/** Sorted names in a folder; empty when there is no such folder. */
async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (!isMissing(error) && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
    return [];
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
