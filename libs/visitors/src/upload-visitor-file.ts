import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type VisitorAttachment, visitorLimits } from '#libs/contracts';
import { Config, Problem, clientAddress } from '#libs/platform';
import { Uploads } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import { VisitorLimits } from './visitor-limits.js';

/** Stores a file for a later message. Only its own visitor can send it; an unsent one is deleted later. */
@Injectable()
export class UploadVisitorFile {
  constructor(
    private readonly uploads: Uploads,
    private readonly limits: VisitorLimits,
    private readonly config: Config,
  ) {}

  async upload({ visitorId, sessionId }: Visitor, request: Request): Promise<VisitorAttachment> {
    // Count the size before reading the body: the announced one, else the largest possible. One that is too large is
    // refused unread, so it takes nothing from what the visitor may send.
    const said = Number(request.headers['content-length']) || visitorLimits.fileBytes;
    if (said > visitorLimits.fileBytes) throw new Problem('too-large');
    await this.limits.count('upload', visitorId);
    const peer = clientAddress(request, this.config.trustedProxies);
    await this.limits.countPeer('uploadKilobytes', peer, sessionId, Math.ceil(said / 1024));
    // The body is sent as plain bytes, whatever its type, so that no proxy or parser interprets it.
    const contentType = String(request.headers['x-file-type'] ?? '');
    const {
      id,
      name,
      contentType: type,
      size,
      image,
      url,
    } = await this.uploads.take({ by: { visitorId }, request, contentType, maxBytes: visitorLimits.fileBytes });
    return { id, name, contentType: type, size, image, url };
  }
}
