import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Attachment } from '#libs/contracts';
import { Database, Problem, Storage, type Tx, newId, rows } from '#libs/platform';
import { MessageView } from '../core/message-view.js';
import { adoptOfAgent, adoptOfVisitor, insertUpload } from './files.queries.js';
import { cleanFileName } from './store-files.js';

const maxBytes = 25 * 1024 * 1024;
const maxSeconds = 120;

export interface Upload {
  by: { agentId: string } | { visitorId: string };
  request: Request;
  /** The type, when the request has no Content-Type. */
  contentType?: string;
  maxBytes?: number;
}

/** Stores a file for a message that is still being written. */
@Injectable()
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly view: MessageView,
  ) {}

  async take({ by, request, contentType: said, maxBytes: limit = maxBytes }: Upload): Promise<Attachment> {
    const name = cleanFileName(decodedName(request.headers['x-file-name']));
    const contentType = cleanType(said ?? request.headers['content-type']);
    const bytes = await readBytes(request, limit);
    const storageKey = await this.storage.put(bytes);
    const id = newId();
    const [agentId, visitorId] = 'agentId' in by ? [by.agentId, null] : [null, by.visitorId];
    await this.database.query(insertUpload, [id, agentId, visitorId, name, contentType, bytes.length, storageKey]);
    return this.view.attachment({
      id,
      name,
      contentType,
      size: bytes.length,
      inline: false,
      contentId: null,
      state: 'stored',
      isHeld: false,
    });
  }
}

/** Attaches a visitor's earlier uploads to their message; uploads of other visitors are left out. */
export async function adoptUploads(
  tx: Tx,
  ticketId: string,
  messageId: string,
  { visitorId, attachmentIds }: { visitorId: string; attachmentIds: string[] },
): Promise<void> {
  await tx.query(adoptOfVisitor, [ticketId, messageId, attachmentIds, visitorId]);
}

/** Attaches an author's uploads to their message. Uploads of other agents get the same error as unknown ones. */
export async function adoptAgentUploads(
  tx: Tx,
  agentId: string,
  { ticketId, messageId, attachmentIds }: { ticketId: string; messageId: string; attachmentIds: string[] },
): Promise<void> {
  const adopted = await rows(tx, adoptOfAgent, [ticketId, messageId, attachmentIds, agentId]);
  if (adopted.length !== new Set(attachmentIds).size)
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.attachmentIds', message: 'not an upload of yours that is free' }],
    });
}

function decodedName(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(header ?? 'file').slice(0, 30_000));
  } catch {
    return 'file';
  }
}

function cleanType(header: string | undefined): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(header ?? '')?.[0] ?? 'application/octet-stream';
  return type.toLowerCase().slice(0, 100);
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new Problem('too-large');
  const timer = setTimeout(() => request.destroy(new Error('The upload took too long')), maxSeconds * 1000);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Problem('too-large');
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
  if (size === 0) throw new Problem('invalid-request', 'The file is empty');
  return Buffer.concat(chunks, size);
}
