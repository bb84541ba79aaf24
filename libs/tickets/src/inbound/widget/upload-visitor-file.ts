import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type VisitorAttachment, visitorLimits } from '#libs/contracts';
import { Config, Database, Problem, Storage, clientAddress, newId } from '#libs/platform';
import { cleanFileName } from '../../files/clean-file-name.js';
import type { Visitor } from './visitor.js';
import { VisitorLimits } from './visitor-limits.js';
import { VisitorView } from './visitor-view.js';

const patienceMs = 90_000;
const insert = `insert into attachments (id, visitor_id, name, content_type, size, state, storage_key) values ($1, $2, $3, $4, $5, 'stored', $6)`;

/** Keeps a file for a message to come. Only the visitor who brought it can send it; unsent, it is swept. */
@Injectable()
export class UploadVisitorFile {
  constructor(private readonly database: Database, private readonly storage: Storage, private readonly limits: VisitorLimits, private readonly view: VisitorView, private readonly config: Config) {}

  async upload(visitor: Visitor, request: Request): Promise<VisitorAttachment> {
    await this.limits.count('upload', visitor.visitorId);
    const bytes = await readBody(request, visitorLimits.fileBytes);
    if (bytes.length === 0) throw new Problem('invalid-request', 'The file is empty');
    await this.limits.count('uploadKilobytes', clientAddress(request, this.config.trustedProxies), Math.ceil(bytes.length / 1024));
    const file = { id: newId(), name: nameOf(request), contentType: typeOf(request), size: bytes.length, state: 'stored' };
    const storageKey = await this.storage.put(bytes);
    try {
      await this.database.query(insert, [file.id, visitor.visitorId, file.name, file.contentType, file.size, storageKey]);
    } catch (error) {
      await this.storage.delete(storageKey).catch(() => undefined);
      throw error;
    }
    return this.view.describeFile(file);
  }
}

/** The bytes of a request, refused as soon as they are too many or too slow. */
async function readBody(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new Problem('too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(), patienceMs);
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Problem('too-large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

function nameOf({ headers }: Request): string {
  const sent = String(headers['x-file-name'] ?? '');
  try {
    return cleanFileName(decodeURIComponent(sent));
  } catch {
    return cleanFileName(sent);
  }
}

/** As the panel says it in `x-file-type`: the body itself always travels as plain bytes. */
function typeOf({ headers }: Request): string {
  const sent = String(headers['x-file-type'] ?? '').toLowerCase();
  return /^[a-z0-9][\w.+-]{0,60}\/[a-z0-9][\w.+-]{0,100}$/.test(sent) ? sent : 'application/octet-stream';
}
