import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database, Problem, Storage, StoredFileMissing, firstRow, inWorkspace } from '#libs/platform';
import { storedFile } from './files.queries.js';

interface StoredFile {
  name: string;
  contentType: string;
  size: string;
  storageKey: string;
}

/** Opens a stored file for who has its link. */
@Injectable()
export class OpenFile {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  /**
   * Returns null for a file that is not stored or not of this workspace.
   * @throws Problem `not-found` when the bytes are gone from the storage
   */
  async open(workspaceId: string, attachmentId: string): Promise<(StoredFile & { bytes: Readable }) | null> {
    const file = await inWorkspace(workspaceId, () => firstRow<StoredFile>(this.database, storedFile, [attachmentId]));
    if (!file) return null;
    const bytes = await this.storage.get(file.storageKey).catch(notFoundIfMissing);
    return { ...file, bytes };
  }
}

function notFoundIfMissing(error: unknown): never {
  throw error instanceof StoredFileMissing ? new Problem('not-found') : error;
}
