import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type VisitorAttachment, visitorLimits } from '#libs/contracts';
import { Config, clientAddress } from '#libs/platform';
import { Uploads } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import { VisitorLimits } from './visitor-limits.js';

/** Keeps a file for a message to come. Only the visitor who brought it can send it; unsent, it is swept. */
@Injectable()
export class UploadVisitorFile {
  constructor(
    private readonly uploads: Uploads,
    private readonly limits: VisitorLimits,
    private readonly config: Config,
  ) {}

  async upload({ visitorId }: Visitor, request: Request): Promise<VisitorAttachment> {
    await this.limits.count('upload', visitorId);
    // Counted before the bytes are taken, by what the sender says or else by the most it could be.
    const said = Math.min(
      Number(request.headers['content-length']) || visitorLimits.fileBytes,
      visitorLimits.fileBytes,
    );
    await this.limits.count(
      'uploadKilobytes',
      clientAddress(request, this.config.trustedProxies),
      Math.ceil(said / 1024),
    );
    // The body travels as plain bytes, whatever it is, so that nothing on the way tries to read it.
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
