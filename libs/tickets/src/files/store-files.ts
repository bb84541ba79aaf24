import { Injectable } from '@nestjs/common';
import type { InboundFile, InboundMessage } from '#libs/channels';
import { Storage, type Tx, newId } from '#libs/platform';
import { cleanFileName } from './clean-file-name.js';

interface StoredFile {
  file: InboundFile;
  storageKey: string | null;
  size: number;
}
export interface StoredFiles {
  files: StoredFile[];
  raw: StoredRaw;
}

/** A message in its raw form: a small one commits with its row, a large one is a file under `key`. */
export interface StoredRaw {
  key: string | null;
  bytes: Buffer | null;
}

const maxFiles = 100;
/** Bytes. A file needs an fsync of its own, which costs too much for small mails. */
const largestRawRow = 256 * 1024;

/** Stores the bytes of a message before its row commits, so that no row refers to missing bytes. */
@Injectable()
export class StoreFiles {
  constructor(private readonly storage: Storage) {}

  async store({ files, raw }: InboundMessage): Promise<StoredFiles> {
    const stored: StoredFile[] = [];
    for (const file of files.slice(0, maxFiles)) {
      const storageKey = file.bytes
        ? await this.storage.put(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
        : null;
      stored.push({ file, storageKey, size: file.bytes?.byteLength ?? 0 });
    }
    return { files: stored, raw: await this.storeRaw(raw) };
  }

  private async storeRaw(raw: Uint8Array | undefined): Promise<StoredRaw> {
    const bytes = raw ? Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength) : null;
    if (!bytes || bytes.length <= largestRawRow) return { key: null, bytes };
    return { key: await this.storage.put(bytes), bytes: null };
  }

  /** Deletes stored bytes that no row refers to. If this fails, the sweep of orphaned files deletes them. */
  async discard({ files, raw }: StoredFiles): Promise<void> {
    const keys = [...files.map((file) => file.storageKey), raw.key].filter((key) => key !== null);
    await Promise.allSettled(keys.map((key) => this.storage.delete(key)));
  }
}

const insert = `
  insert into attachments (id, ticket_id, message_id, name, content_type, size, inline, content_id, state, storage_key, media_ref, position)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** Inserts a message's files; those whose bytes are still at the provider are marked to be fetched. */
export async function attachFiles(tx: Tx, ticketId: string, messageId: string, { files }: StoredFiles): Promise<void> {
  for (const [position, { file, storageKey, size }] of files.entries()) {
    const state = storageKey ? 'stored' : file.mediaRef ? 'fetching' : 'failed';
    await tx.query(insert, [
      newId(),
      ticketId,
      messageId,
      cleanFileName(file.name),
      file.contentType.slice(0, 200),
      size,
      file.inline ?? false,
      file.contentId ?? null,
      state,
      storageKey,
      file.mediaRef ?? null,
      position,
    ]);
  }
}

/** Attaches a visitor's earlier uploads to their message; uploads of other visitors are left out. */
export async function adoptUploads(
  tx: Tx,
  ticketId: string,
  messageId: string,
  { visitorId, attachmentIds }: { visitorId: string; attachmentIds: string[] },
): Promise<void> {
  await tx.query(
    `update attachments a set ticket_id = $1, message_id = $2, position = o.position
     from unnest($3::uuid[]) with ordinality as o (id, position)
     where a.id = o.id and a.visitor_id = $4 and a.message_id is null`,
    [ticketId, messageId, attachmentIds, visitorId],
  );
}
