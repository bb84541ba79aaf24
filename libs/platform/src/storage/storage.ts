import type { Readable } from 'node:stream';
import { newId } from '../database/new-id.js';

/** A file as the storage lists it. */
export interface StoredFile {
  key: string;
  storedAt: Date;
}

/**
 * The storage of attachments, shared by all processes. Also its Nest token. Bytes are stored before the row that names
 * them commits; a sweep deletes files that no row names after a day.
 */
export abstract class Storage {
  /** Stores bytes under a new key. Resolves when they survive a crash. */
  abstract put(bytes: Buffer | Readable): Promise<string>;
  /** The bytes of a key. Throws StoredFileMissing. */
  abstract get(key: string): Promise<Readable>;
  /** Deletes a key, if there is one. */
  abstract delete(key: string): Promise<void>;
  /** All files in order of key, or those after a key. */
  abstract list(after?: string | null): AsyncIterable<StoredFile>;
}

/** A row names a file that the storage does not have. */
export class StoredFileMissing extends Error {
  override readonly name = 'StoredFileMissing';

  constructor(key: string) {
    super(`The storage has no file ${key}`);
  }
}

/** The storage cannot be used now; a retry may succeed. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  constructor(what: string, options?: ErrorOptions) {
    super(`The storage ${what}`, options);
  }
}

const form = /^[0-9a-f]{2}\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new key, without any part of the file's name. Its random end distributes keys over 256 folders. */
export function newStorageKey(): string {
  const id = newId();
  return `${id.slice(-2)}/${id}`;
}

export const isStorageKey = (text: string): boolean => form.test(text);

/** Throws for a key that we did not make, since keys become paths. */
export function requireStorageKey(text: string): string {
  if (!isStorageKey(text)) throw new Error('Not a key of the storage');
  return text;
}
