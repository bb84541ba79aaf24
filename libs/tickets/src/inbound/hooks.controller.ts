import { Controller, Get, Next, Param, Post, Req, Res } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import {
  AdapterContexts,
  adapterOf,
  type ChannelContext,
  FindChannel,
  type ReadyChannel,
  noteChannelWorks,
} from '#libs/channels';
import { Database, Open, Problem, asId, inWorkspace } from '#libs/platform';
import { rawRequest } from './raw-request.js';
import { TakeWebhook } from './take-webhook.js';

/** Receives the providers' webhooks. Each is authenticated by its signature before anything else is read. */
@Open('providers prove themselves by a signature over the raw body')
@Controller('hooks')
export class HooksController {
  constructor(
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly webhooks: TakeWebhook,
    private readonly database: Database,
  ) {}

  @Get(':type/:channelId')
  async handshake(
    @Param('type') type: string,
    @Param('channelId') channelId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { channel, context } = await this.find(type, channelId);
    const answer = channel.adapter.handshake?.(rawRequest(request, 'GET'), context) ?? null;
    if (answer === null) throw new Problem('forbidden');
    response.type('text/plain').send(answer);
  }

  @Post(':type/:channelId')
  async deliver(
    @Param('type') type: string,
    @Param('channelId') channelId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Next() next: NextFunction,
  ): Promise<void> {
    // Excludes the path of store webhooks, so that the order of the modules decides nothing.
    if (adapterOf(type)?.receive !== 'webhook') return next();
    const { channel, context } = await this.find(type, channelId);
    const raw = rawRequest(request, 'POST');
    if (!channel.adapter.verify?.(raw, context)) throw new Problem('bad-signature');
    await this.webhooks.take(channel, raw.body, context);
    await inWorkspace(channel.workspaceId, () => noteChannelWorks(this.database, channel, { receiving: true }));
    response.status(200).send('');
  }

  private async find(
    type: string,
    channelId: string,
  ): Promise<{ channel: ReadyChannel; context: ChannelContext<unknown> }> {
    const id = asId(channelId);
    const known = id ? await this.channels.route(id) : null;
    if (!known || known.type !== type || !known.active || known.adapter.receive !== 'webhook')
      throw new Problem('not-found');
    return { channel: known, context: this.contexts.of(known) };
  }
}
