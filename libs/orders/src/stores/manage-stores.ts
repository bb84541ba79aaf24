import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { InputOf, Store, createStore, updateStore } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import { Config, Database, Problem, Secrets, type Tx, newId, repository, uniqueViolation } from '#libs/platform';
import { secretPlace } from './find-store.js';
import { StoreEntity, StoreRoute } from './store.entity.js';

type NewStore = InputOf<typeof createStore>['body'];
type StoreChange = InputOf<typeof updateStore>['body'];

/** The shops of a workspace. A webhook secret goes in and never comes out again. */
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

  create(agent: AgentContext, { webhookSecret, domain, ...input }: NewStore): Promise<Store> {
    const id = newId();
    return this.write(async (tx) => {
      const store = await repository(tx, StoreEntity).insert({
        ...input,
        id,
        domain: domain ?? null,
        webhookSecret: this.seal(id, webhookSecret),
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
    const { webhookSecret, ...plain } = change;
    return this.write(async (tx) => {
      const sealed = { ...plain, webhookSecret: this.seal(storeId, webhookSecret) };
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

  private seal(storeId: string, secret: string | undefined): string | undefined {
    return secret === undefined ? undefined : this.secrets.box('store-secrets').seal(secret, secretPlace(storeId));
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

  private describe({ id, name, domain, platform, locale, timeZone, currency }: StoreEntity): Store {
    const webhookUrl = platform === 'api' ? null : `${this.config.publicUrl}/hooks/${platform}/${id}`;
    return { id, name, domain, platform, locale, timeZone, currency, webhookUrl };
  }
}
