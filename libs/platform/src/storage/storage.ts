import type { Readable } from 'node:stream';

/** A file as the storage lists it. */
export interface StoredFile {
  key: string;
  storedAt: Date;
}

/**
 * Where the bytes of attachments are kept, shared by all processes; also the token by which Nest injects it. Bytes are
 * stored before the row that names them commits: what no row names after a day is an orphan, which a sweep deletes.
 */
export abstract class Storage {
  /** Stores bytes under a new key. Resolved means that they survive a crash. */
  abstract put(bytes: Buffer | Readable): Promise<string>;
  /** The bytes of a key, or StoredFileMissing. */
  abstract get(key: string): Promise<Readable>;
  /** Deletes a key; one that is not there is no error. */
  abstract delete(key: string): Promise<void>;
  /** Every file in order of its key, or those behind a key. */
  abstract list(after?: string | null): AsyncIterable<StoredFile>;
}

/** A row names a file that the storage does not have. */
export class StoredFileMissing extends Error {
  override readonly name = 'StoredFileMissing';

  constructor(key: string) {
    super(`The storage has no file ${key}`);
  }
}

/** The storage cannot be used now: what needed it is to be tried again. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  constructor(what: string, options?: ErrorOptions) {
    super(`The storage ${what}`, options);
  }
}
