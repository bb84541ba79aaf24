import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { maskSettings } from '#libs/channels';
import type { InputOf, Store, createStore, updateStore } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import { Config, Database, Problem, Secrets, type Tx, newId, repository, uniqueViolation } from '#libs/platform';
import { existingPlatform, platformOf } from './all-platforms.js';
import { changedSettings, openSettings, sealSettings } from './store-settings.js';
import { StoreEntity, StoreRoute } from './store.entity.js';

type NewStore = InputOf<typeof createStore>['body'];
type StoreChange = InputOf<typeof updateStore>['body'];

/** Manages a workspace's stores. Secrets are write-only. */
@Injectable()
export class ManageStores {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  async list(afterId: string | undefined, limit: number): Promise<Store[]> {
    const stores = await repository(this.database, StoreEntity).find({
      where: afterId ? { id: MoreThan(afterId) } : {},
      order: { id: 'ASC' },
      take: limit,
    });
    return stores.map((store) => this.describe(store));
  }

  create(
    agent: AgentContext,
    { settings = {}, webhookSecret, domain, promiseWatch, ...input }: NewStore,
  ): Promise<Store> {
    const id = newId();
    const all = {
      ...changedSettings(existingPlatform(input.platform).settings, {}, settings),
      ...(webhookSecret && { webhookSecret }),
    };
    return this.write(async (tx) => {
      const store = await repository(tx, StoreEntity).insert({
        ...input,
        ...watchOf(promiseWatch, null),
        id,
        domain: domain ?? null,
        webhookSecret: sealSettings(this.secrets, id, all),
      });
      await repository(tx, StoreRoute).insert({ storeId: id });
      await audit(tx, agent, {
        action: 'create-store',
        targetKind: 'store',
        targetId: id,
        data: { platform: store.platform },
      });
      return store;
    });
  }

  update(agent: AgentContext, storeId: string, change: StoreChange): Promise<Store> {
    const { settings: _settings, webhookSecret: _secret, promiseWatch, ...plain } = change;
    return this.write(async (tx) => {
      const watch = promiseWatch && watchOf(promiseWatch, await this.lock(tx, storeId));
      const sealed = { ...plain, ...watch, webhookSecret: await this.changedSecret(tx, storeId, change) };
      const store = await repository(tx, StoreEntity).update({ id: storeId }, sealed);
      if (store)
        await audit(tx, agent, {
          action: 'change-store',
          targetKind: 'store',
          targetId: storeId,
          data: { changed: Object.keys(change) },
        });
      return store;
    });
  }

  /**
   * Seals the changed settings; undefined when nothing changes. Lock the row: two changes at once must not undo each
   * other.
   */
  private async changedSecret(tx: Tx, storeId: string, { settings = {}, webhookSecret }: StoreChange) {
    if (webhookSecret === undefined && Object.keys(settings).length === 0) return undefined;
    const store = await this.lock(tx, storeId);
    const old = openSettings(this.secrets, store);
    const changed = Object.keys(settings).length
      ? changedSettings(existingPlatform(store.platform).settings, old, settings)
      : old;
    return sealSettings(this.secrets, storeId, { ...changed, ...(webhookSecret && { webhookSecret }) });
  }

  private async lock(tx: Tx, storeId: string): Promise<StoreEntity> {
    const lock = { mode: 'for_no_key_update' } as const;
    const store = await repository(tx, StoreEntity).findOne({ where: { id: storeId }, lock });
    if (!store) throw new Problem('not-found');
    return store;
  }

  private async write(work: (tx: Tx) => Promise<StoreEntity | null>): Promise<Store> {
    try {
      const store = await this.database.transaction(work);
      if (!store) throw new Problem('not-found');
      return this.describe(store);
    } catch (error) {
      if (uniqueViolation(error) === 'stores_domain_key')
        throw new Problem('conflict', 'There is a store of this domain already');
      throw error;
    }
  }

  private describe(store: StoreEntity): Store {
    const { id, name, domain, locale, timeZone, currency } = store;
    const platform = platformOf(store.platform);
    return {
      id,
      name,
      domain,
      platform: store.platform,
      locale,
      timeZone,
      currency,
      promiseWatch: {
        active: store.watchSince !== null,
        silentDays: store.silentAfterDays,
        lateDays: store.lateAfterDays,
      },
      settings: platform ? maskSettings(platform.settings, openSettings(this.secrets, store)) : {},
      webhookUrl: platform?.webhooks ? `${this.config.publicUrl}/hooks/stores/${id}` : null,
    };
  }
}

/** A watch that is switched on begins now: what is past brings no notice. One that is on already goes on. */
function watchOf(change: StoreChange['promiseWatch'], store: StoreEntity | null) {
  const { active, silentDays, lateDays } = change ?? {};
  return {
    ...(active !== undefined && { watchSince: active ? (store?.watchSince ?? new Date()) : null }),
    ...(silentDays !== undefined && { silentAfterDays: silentDays }),
    ...(lateDays !== undefined && { lateAfterDays: lateDays }),
  };
}
