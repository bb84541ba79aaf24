import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Open, Problem, asId } from '#libs/platform';
import { FindStore, type PlatformWebhooks, type ReadyStore, type StoreRequest, platforms } from '#libs/stores';
import { TakeStoreWebhook } from './take-store-webhook.js';

const senders = platforms.flatMap(({ type, webhooks }) => (webhooks ? [{ type, webhooks }] : []));

/** Receives the shops' webhooks. Each is authenticated by its signature before anything else is read. */
@Open('shops prove themselves by a signature over the raw body')
@Controller('hooks')
export class StoreHooksController {
  constructor(
    private readonly stores: FindStore,
    private readonly webhooks: TakeStoreWebhook,
  ) {}

  @Post('stores/:storeId')
  @HttpCode(200)
  async deliver(@Param('storeId') storeId: string, @Req() request: Request): Promise<string> {
    const store = await this.find(storeId);
    const platform = senders.find(({ type }) => type === store.platform);
    if (!platform) throw new Problem('not-found');
    return this.take(store, platform.webhooks, request);
  }

  /** The webhook paths of earlier versions, with the platform's name. To be dropped after one release. */
  @Post(senders.map(({ type }) => `${type}/:storeId`))
  @HttpCode(200)
  async deliverToOldPath(@Param('storeId') storeId: string, @Req() request: Request): Promise<string> {
    const platform = senders.find(({ type }) => request.path.startsWith(`/hooks/${type}/`));
    const store = await this.find(storeId);
    if (!platform || (store.platform !== platform.type && Object.keys(store.settings).length === 0))
      throw new Problem('not-found');
    return this.take(store, platform.webhooks, request);
  }

  private async find(storeId: string): Promise<ReadyStore> {
    const id = asId(storeId);
    const store = id ? await this.stores.route(id) : null;
    if (!store) throw new Problem('not-found');
    return store;
  }

  private async take(store: ReadyStore, webhooks: PlatformWebhooks, request: Request): Promise<string> {
    const raw = rawRequest(request);
    if (!webhooks.verify(raw, store)) throw new Problem('bad-signature');
    await this.webhooks.take(store, webhooks, raw);
    return '';
  }
}

function rawRequest(request: Request): StoreRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
}
