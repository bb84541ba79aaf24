import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type VisitorAttachment, visitorLimits } from '#libs/contracts';
import { Config, clientAddress } from '#libs/platform';
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

  async upload({ visitorId }: Visitor, request: Request): Promise<VisitorAttachment> {
    await this.limits.count('upload', visitorId);
    // Count the size before reading the body: the announced one, else the largest possible.
    const said = Math.min(
      Number(request.headers['content-length']) || visitorLimits.fileBytes,
      visitorLimits.fileBytes,
    );
    await this.limits.count(
      'uploadKilobytes',
      clientAddress(request, this.config.trustedProxies),
      Math.ceil(said / 1024),
    );
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
