import { Injectable } from '@nestjs/common';
import { Database, Secrets, type Tx, firstRow, inWorkspace } from '#libs/platform';
import { storeById, workspaceOfStore } from './stores.queries.js';

/** A store ready for use, its secret opened. */
export interface ReadyStore {
  id: string;
  workspaceId: string;
  name: string;
  domain: string | null;
  platform: string;
  locale: string;
  timeZone: string;
  currency: string;
  webhookSecret: string | null;
}

/** Where a store's secret is kept: what is sealed for one opens for no other. */
export const secretPlace = (storeId: string): string => `store/${storeId}`;

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
    const store = await firstRow<ReadyStore>(from, storeById, [storeId]);
    return (
      store && {
        ...store,
        webhookSecret:
          store.webhookSecret && this.secrets.box('store-secrets').open(store.webhookSecret, secretPlace(store.id)),
      }
    );
  }
}
