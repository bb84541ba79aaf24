import { type Secrets, type Tx, newId } from '#libs/platform';
import { randomBytes } from 'node:crypto';
import { readData } from './demo-texts.js';
import type { DemoStore } from './demo-world.js';
import { insertRows } from './support/insert-rows.js';

interface StoreData extends Omit<DemoStore, 'id' | 'nextOrder'> {
  domain: string;
  platform: string;
  firstOrder: number;
}

/** Two stores: one on Shopify, one that uses the API. */
export async function seedStores(tx: Tx, workspaceId: string, secrets: Secrets): Promise<DemoStore[]> {
  const stores = readData<{ stores: StoreData[] }>('stores').stores.map((store) => ({ ...store, id: newId() }));
  await insertRows(
    tx,
    'stores',
    stores.map(({ id, name, domain, platform, locale, timeZone, currency }) => ({
      workspace_id: workspaceId,
      id,
      name,
      domain,
      platform,
      webhook_secret: platform === 'shopify' ? sealed(secrets, id) : null,
      locale,
      time_zone: timeZone,
      currency,
    })),
  );
  await insertRows(
    tx,
    'store_routes',
    stores.map(({ id }) => ({ store_id: id, workspace_id: workspaceId })),
  );
  return stores.map(({ id, key, name, currency, timeZone, locale, orderPrefix, products, firstOrder }) => ({
    id,
    key,
    name,
    currency,
    timeZone,
    locale,
    orderPrefix,
    products,
    nextOrder: firstOrder,
  }));
}

const sealed = (secrets: Secrets, storeId: string) =>
  secrets.box('store-secrets').seal(randomBytes(24).toString('hex'), `store/${storeId}`);
