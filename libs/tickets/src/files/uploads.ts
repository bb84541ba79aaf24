import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Attachment } from '#libs/contracts';
import { Database, Problem, Storage, newId } from '#libs/platform';
import { MessageView } from '../core/message-view.js';
import { cleanFileName } from './clean-file-name.js';

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
    await this.database.query(
      `insert into attachments (id, uploaded_by, visitor_id, name, content_type, size, storage_key) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        'agentId' in by ? by.agentId : null,
        'visitorId' in by ? by.visitorId : null,
        name,
        contentType,
        bytes.length,
        storageKey,
      ],
    );
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
