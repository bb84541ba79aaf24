import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { uploadAttachment } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Open, Problem } from '#libs/platform';
import { showsInPlace } from '../core/message-view.js';
import { FileLinks } from '../core/file-links.js';
import { OpenFile } from './open-file.js';
import { Uploads } from './uploads.js';

@Controller()
export class FilesController {
  constructor(
    private readonly uploads: Uploads,
    private readonly links: FileLinks,
    private readonly files: OpenFile,
  ) {}

  @Endpoint(uploadAttachment)
  upload(@CurrentAgent() agent: AgentContext, @Req() request: Request) {
    return this.uploads.take({ by: { agentId: agent.agentId }, request });
  }

  /**
   * Serves a file's bytes, never as a page: no sniffing, no scripts, and only raster images inline. A provider gets
   * sound, films and PDF under their own type too.
   */
  @Open('the link itself is signed and soon over')
  @Get('files/:workspaceId/:attachmentId')
  async download(
    @Param('workspaceId') workspaceId: string,
    @Param('attachmentId') attachmentId: string,
    @Query('until') until: unknown,
    @Query('signature') signature: unknown,
    @Query('for') use: unknown,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.links.isGood({ workspaceId, attachmentId, until, signature, use }))
      throw new Problem('forbidden', 'This link is not good any more');
    const file = await this.files.open(workspaceId, attachmentId);
    if (!file) throw new Problem('forbidden', 'This link is not good any more');
    const inPlace = showsInPlace(file.contentType);
    response.set({
      'Content-Type': inPlace || (use && isInert(file.contentType)) ? file.contentType : 'application/octet-stream',
      'Content-Length': file.size,
      'Content-Disposition': disposition(inPlace ? 'inline' : 'attachment', file.name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, max-age=600',
    });
    await pipeline(file.bytes, response).catch(() => response.destroy());
  }
}

const isInert = (contentType: string): boolean => /^((audio|video)\/[\w.+-]+|application\/pdf)$/i.test(contentType);

/** RFC 6266: an ASCII name for old clients, the real one in UTF-8. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
