import { Injectable } from '@nestjs/common';
import type { InputOf, Store, createStore, updateStore } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import {
  Config,
  Database,
  Problem,
  Secrets,
  type Tx,
  firstRow,
  newId,
  requireWorkspaceId,
  rows,
  uniqueViolation,
} from '#libs/platform';
import { secretPlace } from './find-store.js';

type NewStore = InputOf<typeof createStore>['body'];
type StoreChange = InputOf<typeof updateStore>['body'];
type StoreRow = Omit<Store, 'webhookUrl'>;

const columns = `id, name, domain, platform, locale, time_zone as "timeZone", currency`;

/** The shops of a workspace. A webhook secret goes in and never comes out again. */
@Injectable()
export class ManageStores {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  async list(afterId: string | undefined, limit: number): Promise<Store[]> {
    const found = await rows<StoreRow>(
      this.database,
      `select ${columns} from stores where ($1::uuid is null or id > $1) order by id limit $2`,
      [afterId ?? null, limit],
    );
    return found.map((store) => this.describe(store));
  }

  create(
    agent: AgentContext,
    { name, domain, platform, webhookSecret, locale, timeZone, currency }: NewStore,
  ): Promise<Store> {
    const id = newId();
    return this.write(async (tx) => {
      const store = await firstRow<StoreRow>(
        tx,
        `insert into stores (id, name, domain, platform, webhook_secret, locale, time_zone, currency) values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
        [id, name, domain ?? null, platform, this.seal(id, webhookSecret), locale, timeZone, currency],
      );
      await tx.query('insert into store_routes (store_id, workspace_id) values ($1, $2)', [id, requireWorkspaceId()]);
      await audit(tx, agent, { action: 'create-store', targetKind: 'store', targetId: id, data: { platform } });
      return store;
    });
  }

  update(agent: AgentContext, storeId: string, change: StoreChange): Promise<Store> {
    const { name, domain, webhookSecret, locale, timeZone, currency } = change;
    return this.write(async (tx) => {
      const store = await firstRow<StoreRow>(
        tx,
        `update stores set name = coalesce($2, name), domain = case when $3 then $4 else domain end, webhook_secret = coalesce($5, webhook_secret), locale = coalesce($6, locale),
           time_zone = coalesce($7, time_zone), currency = coalesce($8, currency) where id = $1 returning ${columns}`,
        [
          storeId,
          name ?? null,
          domain !== undefined,
          domain ?? null,
          this.seal(storeId, webhookSecret),
          locale ?? null,
          timeZone ?? null,
          currency ?? null,
        ],
      );
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

  private seal(storeId: string, secret: string | undefined): string | null {
    return secret === undefined ? null : this.secrets.box('store-secrets').seal(secret, secretPlace(storeId));
  }

  private async write(work: (tx: Tx) => Promise<StoreRow | null>): Promise<Store> {
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

  private describe(store: StoreRow): Store {
    return {
      ...store,
      webhookUrl: store.platform === 'api' ? null : `${this.config.publicUrl}/hooks/${store.platform}/${store.id}`,
    };
  }
}
