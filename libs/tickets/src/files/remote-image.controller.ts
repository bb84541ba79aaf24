import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type InputOf, getRemoteImage } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input } from '#libs/platform';
import { FetchRemoteImage } from './fetch-remote-image.js';

/** Shows a mail's remote images when an agent asks for them. */
@Controller()
export class RemoteImageController {
  constructor(private readonly images: FetchRemoteImage) {}

  @Endpoint(getRemoteImage)
  async show(
    @Input() { params, query }: InputOf<typeof getRemoteImage>,
    @CurrentAgent() agent: AgentContext,
    @Res() response: Response,
  ): Promise<void> {
    const { contentType, bytes } = await this.images.fetch(agent, { ...params, url: query.url });
    response.set({
      'Content-Type': contentType,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, max-age=3600',
    });
    response.send(bytes);
  }
}
