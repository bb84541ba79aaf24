import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { InboundFile, InboundMessage, OutboundFile } from '#libs/channels';
import { Config, Database, Storage, type Tx, firstRow, newId, rows } from '#libs/platform';
import { FileLinks } from '../core/file-links.js';
import { dropOtherFiles, filesToSend, insertFile, rawForm } from './files.queries.js';
import { oggSeconds } from './ogg-seconds.js';

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

const asBuffer = ({ buffer: bytes, byteOffset, byteLength }: Uint8Array) => Buffer.from(bytes, byteOffset, byteLength);

/** Stores the bytes of a message before its row commits, so that no row refers to missing bytes. */
@Injectable()
export class StoreFiles {
  constructor(private readonly storage: Storage) {}

  async store({ files, raw }: Pick<InboundMessage, 'files' | 'raw'>): Promise<StoredFiles> {
    const stored: StoredFile[] = [];
    for (const file of files.slice(0, maxFiles)) {
      const storageKey = file.bytes ? await this.storage.put(asBuffer(file.bytes)) : null;
      stored.push({ file, storageKey, size: file.bytes?.byteLength ?? 0 });
    }
    return { files: stored, raw: await this.storeRaw(raw) };
  }

  private async storeRaw(raw: Uint8Array | undefined): Promise<StoredRaw> {
    const bytes = raw ? asBuffer(raw) : null;
    if (!bytes || bytes.length <= largestRawRow) return { key: null, bytes };
    return { key: await this.storage.put(bytes), bytes: null };
  }

  /** Deletes stored bytes that no row refers to. If this fails, the sweep of orphaned files deletes them. */
  async discard({ files, raw }: StoredFiles): Promise<void> {
    const keys = [...files.map((file) => file.storageKey), raw.key].filter((key) => key !== null);
    await Promise.allSettled(keys.map((key) => this.storage.delete(key)));
  }
}

/** Reads a raw message from the database or the storage; null when it is not kept. */
export async function readRaw(database: Database, storage: Storage, messageId: string): Promise<Buffer | null> {
  const kept = await firstRow<{ key: string | null; bytes: Buffer | null }>(database, rawForm, [messageId]);
  if (kept?.bytes) return kept.bytes;
  return kept?.key ? buffer(await storage.get(kept.key)) : null;
}

interface FileToSend {
  id: string;
  name: string;
  contentType: string;
  storageKey: string;
}

/** Reads the files of messages, with their bytes, as adapters send them. */
@Injectable()
export class MessageFiles {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly links: FileLinks,
    private readonly config: Config,
  ) {}

  /** @throws StoredFileMissing when a file's bytes are lost */
  async of(messageId: string): Promise<OutboundFile[]> {
    const found = await rows<FileToSend>(this.database, filesToSend, [messageId]);
    return Promise.all(
      found.map(async ({ id, storageKey, ...file }) => ({
        ...file,
        bytes: await buffer(await this.storage.get(storageKey)),
        link: () => this.config.publicUrl + this.links.toProvider(id),
      })),
    );
  }
}

/** Inserts a message's files; those whose bytes are still at the provider are marked to be fetched. */
export async function attachFiles(
  tx: Tx,
  ticketId: string,
  messageId: string,
  { files }: Pick<StoredFiles, 'files'>,
): Promise<void> {
  for (const [position, { file, storageKey, size }] of files.entries()) {
    const state = storageKey ? 'stored' : file.mediaRef ? 'fetching' : 'failed';
    await tx.query(insertFile, [
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
      file.sourceId ?? null,
      file.role ?? null,
      file.seconds ?? (file.bytes ? oggSeconds(asBuffer(file.bytes)) : null),
    ]);
  }
}

/**
 * Makes these the files of a message, of which the provider has the bytes; one that is there already stays as it is.
 * Returns whether any is to be fetched.
 */
export async function replaceFiles(
  tx: Tx,
  ticketId: string,
  messageId: string,
  files: InboundFile[],
): Promise<boolean> {
  const named = files.slice(0, maxFiles);
  const sources = named.map(({ sourceId }) => sourceId).filter((id) => id !== undefined);
  const kept = await rows<{ sourceId: string }>(tx, dropOtherFiles, [messageId, sources]);
  const fresh = named.filter((file) => !kept.some(({ sourceId }) => sourceId === file.sourceId));
  const stored = fresh.map((file) => ({ file, storageKey: null, size: 0 }));
  await attachFiles(tx, ticketId, messageId, { files: stored });
  return fresh.length > 0;
}

/** Invisible and bidirectional control characters, which make a name look like another. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Makes a sender's file name safe to show and to save: no path, no control or invisible characters, at most 180
 * characters.
 */
export function cleanFileName(name: string): string {
  const base = name.normalize('NFC').replace(deceptive, '').split(/[\\/]/).at(-1) ?? '';
  const trimmed = base.replace(/^[.\s]+|[.\s]+$/g, '');
  if (!trimmed) return 'file';
  if (trimmed.length <= 180) return trimmed;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(trimmed)?.[0] ?? '';
  return trimmed.slice(0, 180 - extension.length) + extension;
}
