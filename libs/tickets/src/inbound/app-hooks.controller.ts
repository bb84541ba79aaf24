import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  AdapterContexts,
  type ChannelAdapter,
  FindChannel,
  type ReadyChannel,
  adapters,
  challengeOf,
  noteChannelWorks,
  readDelivery,
} from '#libs/channels';
import { Database, Log, Open, Problem, inWorkspace } from '#libs/platform';
import { rawRequest } from './raw-request.js';
import { TakeWebhook } from './take-webhook.js';

interface Addressed {
  channel: ReadyChannel;
  account: string;
}

/** A provider sends at most a thousand events at once; each may be of another account. */
const mostAccounts = 1_000;

/**
 * The webhook of Meta's app, which all of its pages and accounts share. A delivery goes only to channels whose own
 * secret has signed all of it, and to each only the entries of its own account: others may be of other workspaces.
 */
@Open('Meta proves itself by a signature over the raw body')
@Controller('hooks/meta')
export class AppHooksController {
  constructor(
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly webhooks: TakeWebhook,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  @Get()
  async handshake(@Req() request: Request, @Res() response: Response): Promise<void> {
    const raw = rawRequest(request, 'GET');
    const token = raw.query['hub.verify_token'] ?? '';
    const types = kinds().map(({ type }) => type);
    const answer = (await this.channels.isVerifyToken(types, token)) ? challengeOf(raw, token) : null;
    if (answer === null) throw new Problem('forbidden');
    response.type('text/plain').send(answer);
  }

  @Post()
  @HttpCode(200)
  async deliver(@Req() request: Request): Promise<void> {
    const raw = rawRequest(request, 'POST');
    const delivery = readDelivery(raw.body);
    const { found, named } = await this.addressed(delivery);
    const verified = found.filter(({ channel }) => channel.adapter.verify?.(raw, this.contexts.of(channel)));
    if (verified.length === 0) throw new Problem('bad-signature');
    for (const each of verified) await this.take(each, delivery);
    const known = new Set(verified.map(({ account }) => account));
    const ignored = named.filter((account) => !known.has(account)).length;
    if (ignored > 0) this.log.warn('entries of accounts without a channel were ignored', { hook: 'meta', ignored });
  }

  /** The channels of the accounts that a delivery names, and these. Nothing of it is proven yet. */
  private async addressed(delivery: unknown): Promise<{ found: Addressed[]; named: string[] }> {
    for (const { type, appHook } of kinds()) {
      const named = [...new Set(appHook.accountsIn(delivery))].slice(0, mostAccounts);
      if (named.length === 0) continue;
      const channels = await this.channels.routeAccounts(type, named);
      return { found: channels.map((channel) => ({ channel, account: appHook.account(channel.settings) })), named };
    }
    return { found: [], named: [] };
  }

  private async take({ channel, account }: Addressed, delivery: unknown): Promise<void> {
    const own = Buffer.from(JSON.stringify(channel.adapter.appHook!.partOf(delivery, account)));
    await this.webhooks.take(channel, own, this.contexts.of(channel));
    await inWorkspace(channel.workspaceId, () => noteChannelWorks(this.database, channel, { receiving: true }));
  }
}

type Shared = ChannelAdapter & Required<Pick<ChannelAdapter, 'appHook'>>;

const kinds = (): Shared[] => adapters.filter((each): each is Shared => each.appHook?.name === 'meta');
