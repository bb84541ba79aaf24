import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type InputOf, getRemoteImage } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Database, Endpoint, Input, Network, Problem, firstRow } from '#libs/platform';
import { requireVisible } from '../core/find-visible-ticket.js';
import { fetchRemoteImage } from './fetch-remote-image.js';

/** Shows a mail's remote images when an agent asks for them. */
@Controller()
export class RemoteImageController {
  constructor(
    private readonly database: Database,
    private readonly network: Network,
  ) {}

  @Endpoint(getRemoteImage)
  async show(
    @Input() { params, query }: InputOf<typeof getRemoteImage>,
    @CurrentAgent() agent: AgentContext,
    @Res() response: Response,
  ): Promise<void> {
    await requireVisible(this.database, agent, params.ticketId);
    const message = await firstRow<{ html: string | null }>(
      this.database,
      'select html from messages where id = $1 and ticket_id = $2',
      [params.messageId, params.ticketId],
    );
    // Fetch only addresses that this mail contains, so that the route is no open proxy.
    if (!message?.html?.includes(`data-src="${escaped(query.url)}"`)) throw new Problem('not-found');
    const { contentType, bytes } = await fetchRemoteImage(this.network.fetch, query.url);
    response.set({
      'Content-Type': contentType,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, max-age=3600',
    });
    response.send(bytes);
  }
}

/** Encodes a value as it is written in an attribute of the cleaned markup. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
