import { Injectable } from '@nestjs/common';
import { Database, Storage, type Tx, firstRow, inWorkspace, isRetryable, isUnavailable, newId } from '#libs/platform';
import { type NotUnderstood, type StorePlatform, type StoreRequest, isUnderstood } from './platforms/define-platform.js';
import { RecordOrder } from './record-order.js';
import type { ReadyStore } from './stores/find-store.js';

/** Stores what a verified webhook tells. Resolved means stored, a repetition means nothing, and what is not understood is kept as a dead letter. */
@Injectable()
export class TakeStoreWebhook {
  constructor(private readonly database: Database, private readonly records: RecordOrder, private readonly storage: Storage) {}

  async take(store: ReadyStore, platform: StorePlatform, request: StoreRequest): Promise<void> {
    await inWorkspace(store.workspaceId, async () => {
      const parsed = platform.parse(request);
      try {
        await this.database.transaction(async (tx) => {
          if (!(await this.isNew(tx, store.id, platform.deliveryIds(request)))) return;
          if (isUnderstood(parsed)) await this.records.record(tx, store, parsed);
          else await this.bury(tx, store, parsed, request);
        });
      } catch (error) {
        // The shop is asked to come again while the database is away or too busy; anything else would fail again for ever.
        if (isUnavailable(error) || isRetryable(error)) throw error;
        await this.database.transaction((tx) => this.bury(tx, store, { reason: `Could not be stored: ${(error as Error).message}` }, request));
      }
    });
  }

  /** Takes every name of the delivery; one that was there already makes it a repetition. */
  private async isNew(tx: Tx, storeId: string, ids: string[]): Promise<boolean> {
    let fresh = true;
    for (const id of [...ids].sort()) {
      const claimed = await firstRow(tx, 'insert into store_deliveries (store_id, external_id) values ($1, $2) on conflict do nothing returning 1', [storeId, id]);
      fresh &&= claimed !== null;
    }
    return fresh;
  }

  private async bury(tx: Tx, store: ReadyStore, { reason }: NotUnderstood, { body }: StoreRequest) {
    const rawKey = await this.storage.put(body);
    await tx.query('insert into dead_letters (id, source, source_id, reason, raw_key) values ($1, $2, $3, $4, $5)', [newId(), `store/${store.platform}`, store.id, reason.slice(0, 500), rawKey]);
  }
}
