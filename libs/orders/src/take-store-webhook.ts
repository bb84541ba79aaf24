import { Injectable } from '@nestjs/common';
import {
  Database,
  Storage,
  type Tx,
  firstRow,
  inWorkspace,
  isRetryable,
  isUnavailable,
  keepDeadLetter,
} from '#libs/platform';
import {
  type NotUnderstood,
  type OrderChange,
  type ReadyStore,
  type PlatformWebhooks,
  type StoreRequest,
  isUnderstood,
  notAhead,
} from '#libs/stores';
import { RecordOrder } from './record-order.js';
import { claimDelivery } from './record.queries.js';

/** Stores what a verified webhook tells. Resolved means stored, a repetition means nothing, and what is not understood is kept as a dead letter. */
@Injectable()
export class TakeStoreWebhook {
  constructor(
    private readonly database: Database,
    private readonly records: RecordOrder,
    private readonly storage: Storage,
  ) {}

  async take(store: ReadyStore, platform: PlatformWebhooks, request: StoreRequest): Promise<void> {
    await inWorkspace(store.workspaceId, async () => {
      const parsed = platform.parse(request);
      const ids = platform.deliveryIds(request);
      try {
        if (isUnderstood(parsed)) await this.record(store, notAhead(parsed), ids);
        else await this.bury(store, parsed, request, ids);
      } catch (error) {
        // The shop is asked to come again while the database is away or too busy; anything else would fail again for ever.
        if (isUnavailable(error) || isRetryable(error)) throw error;
        await this.bury(store, { reason: `Could not be stored: ${(error as Error).message}` }, request);
      }
    });
  }

  private record(store: ReadyStore, change: OrderChange, ids: string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      if (await this.isNew(tx, store.id, ids)) await this.records.record(tx, store, change);
    });
  }

  /** Takes every name of the delivery; one that was there already makes it a repetition. */
  private async isNew(tx: Tx, storeId: string, ids: string[]): Promise<boolean> {
    let fresh = true;
    for (const id of [...ids].sort()) {
      const claimed = await firstRow(tx, claimDelivery, [storeId, id]);
      fresh &&= claimed !== null;
    }
    return fresh;
  }

  /** The bytes go first, so that no transaction waits for the storage; those of a repetition are taken back. */
  private async bury(store: ReadyStore, { reason }: NotUnderstood, { body }: StoreRequest, ids: string[] = []) {
    const rawKey = await this.storage.put(body);
    const kept = await this.database.transaction(async (tx) => {
      if (!(await this.isNew(tx, store.id, ids))) return false;
      await keepDeadLetter(tx, { source: `store/${store.platform}`, sourceId: store.id, reason, rawKey });
      return true;
    });
    if (!kept) await this.storage.delete(rawKey);
  }
}
