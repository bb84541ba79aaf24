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

/** Of a message as it came in: small ones commit with their row, large ones are files. */
export interface StoredRaw {
  key: string | null;
  bytes: Buffer | null;
}

const maxFiles = 100;
/** A file costs its own fsync, which most mails are too small for. */
const largestRawRow = 256 * 1024;

/** Puts the bytes of a message away before its row commits, so that no row ever points at nothing. */
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

  /** Takes back what no row came to own. What is missed here, the sweep of orphans finds. */
  async discard({ files, raw }: StoredFiles): Promise<void> {
    const keys = [...files.map((file) => file.storageKey), raw.key].filter((key) => key !== null);
    await Promise.allSettled(keys.map((key) => this.storage.delete(key)));
  }
}

const insert = `
  insert into attachments (id, ticket_id, message_id, name, content_type, size, inline, content_id, state, storage_key, media_ref, position)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** Records a message's files; those whose bytes are still at the provider are marked to be fetched. */
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

/** Gives a message the files that its visitor uploaded before; those of others stay where they are. */
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
