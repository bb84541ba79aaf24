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

/**
 * Stores what a verified webhook reports. Resolves when it is stored; ignores a repetition, and keeps what cannot be
 * parsed as a dead letter.
 */
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
        else await this.moveToDeadLetters(store, parsed, request, ids);
      } catch (error) {
        // While the database is down or busy, let the shop retry; any other error would repeat on every retry.
        if (isUnavailable(error) || isRetryable(error)) throw error;
        await this.moveToDeadLetters(store, { reason: `Could not be stored: ${(error as Error).message}` }, request);
      }
    });
  }

  private record(store: ReadyStore, change: OrderChange, ids: string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      if (await this.isNew(tx, store.id, ids)) await this.records.record(tx, store, change);
    });
  }

  /** Stores every id of the delivery; one that was stored before makes it a repetition. */
  private async isNew(tx: Tx, storeId: string, ids: string[]): Promise<boolean> {
    let fresh = true;
    for (const id of [...ids].sort()) {
      const claimed = await firstRow(tx, claimDelivery, [storeId, id]);
      fresh &&= claimed !== null;
    }
    return fresh;
  }

  /** Store the bytes first, so that no transaction waits for the storage; delete those of a repetition. */
  private async moveToDeadLetters(
    store: ReadyStore,
    { reason }: NotUnderstood,
    { body }: StoreRequest,
    ids: string[] = [],
  ) {
    const rawKey = await this.storage.put(body);
    const kept = await this.database.transaction(async (tx) => {
      if (!(await this.isNew(tx, store.id, ids))) return false;
      await keepDeadLetter(tx, { source: `store/${store.platform}`, sourceId: store.id, reason, rawKey });
      return true;
    });
    if (!kept) await this.storage.delete(rawKey);
  }
}
