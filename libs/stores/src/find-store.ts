import { Injectable } from '@nestjs/common';
import { Database, Secrets, type Tx, firstRow, inWorkspace } from '#libs/platform';
import { type StoreSettings, openSettings } from './store-settings.js';
import { storeById, workspaceOfStore } from './stores.queries.js';

/** A store ready for use. */
export interface ReadyStore {
  id: string;
  workspaceId: string;
  name: string;
  domain: string | null;
  platform: string;
  locale: string;
  timeZone: string;
  currency: string;
  /** Settings of its platform, with the secrets decrypted. */
  settings: StoreSettings;
}

type StoreRow = Omit<ReadyStore, 'settings'> & { webhookSecret: string | null };

/** Finds stores, from outside by the id in a webhook's address, or in the workspace in context. */
@Injectable()
export class FindStore {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
  ) {}

  async route(storeId: string): Promise<ReadyStore | null> {
    const route = await firstRow<{ workspaceId: string }>(this.database, workspaceOfStore, [storeId]);
    return route && inWorkspace(route.workspaceId, () => this.byId(storeId));
  }

  async byId(storeId: string, from: Tx | Database = this.database): Promise<ReadyStore | null> {
    const store = await firstRow<StoreRow>(from, storeById, [storeId]);
    if (!store) return null;
    const { webhookSecret: _sealed, ...plain } = store;
    return { ...plain, settings: openSettings(this.secrets, store) };
  }
}
