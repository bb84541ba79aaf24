import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Open, Problem, asId } from '#libs/platform';
import type { StoreRequest } from './platforms/define-platform.js';
import { platforms } from './all-platforms.js';
import { FindStore } from './stores/find-store.js';
import { TakeStoreWebhook } from './take-store-webhook.js';

const senders = platforms.flatMap(({ type, webhooks }) => (webhooks ? [{ type, webhooks }] : []));

/**
 * Where shops send their webhooks. Its paths begin as those of channels do, so its module has to stand before theirs in
 * the list of the api.
 */
@Open('shops prove themselves by a signature over the raw body')
@Controller('hooks')
export class StoreHooksController {
  constructor(
    private readonly stores: FindStore,
    private readonly webhooks: TakeStoreWebhook,
  ) {}

  @Post(senders.map(({ type }) => `${type}/:storeId`))
  @HttpCode(200)
  async deliver(@Param('storeId') storeId: string, @Req() request: Request): Promise<string> {
    const platform = senders.find(({ type }) => request.path.startsWith(`/hooks/${type}/`));
    const id = asId(storeId);
    const store = id ? await this.stores.route(id) : null;
    if (!platform || !store || (store.platform !== platform.type && Object.keys(store.settings).length === 0))
      throw new Problem('not-found');
    const raw = rawRequest(request);
    if (!platform.webhooks.verify(raw, store)) throw new Problem('bad-signature');
    await this.webhooks.take(store, platform.webhooks, raw);
    return '';
  }
}

function rawRequest(request: Request): StoreRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
}
