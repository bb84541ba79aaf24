import { Injectable } from '@nestjs/common';
import { reason } from '#libs/contracts';
import {
  Database,
  type KeptDelivery,
  Redelivery,
  type RetriesDeliveries,
  type Retention,
  Retentions,
  Storage,
  type Tx,
  firstRow,
  inWorkspace,
  isRetryable,
  isUnavailable,
  keepDeadLetter,
  oldRows,
  reasonOf,
} from '#libs/platform';
import {
  FindStore,
  type NotUnderstood,
  type OrderChange,
  type PlatformWebhooks,
  type ReadyStore,
  type StoreRequest,
  isUnderstood,
  notAhead,
  platforms,
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
        await this.moveToDeadLetters(
          store,
          { reason: reason('could-not-be-stored', { why: reasonOf(error) }) },
          request,
        );
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
    { body, headers }: StoreRequest,
    ids: string[] = [],
  ) {
    const source = `store/${store.platform}`;
    const data = { headers: keptHeaders(headers) };
    const wholeKey = await this.storage.put(body);
    const kept = await this.database.transaction(async (tx) => {
      if (!(await this.isNew(tx, store.id, ids))) return false;
      await keepDeadLetter(tx, { source, sourceId: store.id, reason, rawKey: null, wholeKey, data });
      return true;
    });
    if (!kept) await this.storage.delete(wholeKey);
  }
}

/** The headers that say what a delivery is about; those that prove or route it are not kept. */
const keptHeaders = (headers: StoreRequest['headers']): StoreRequest['headers'] =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => name.startsWith('x-') && !/hmac|sign|secret|token|auth|forwarded|real-ip|client/.test(name),
    ),
  );

/** Handles webhooks of stores again. An order that has changed since is older news, and changes nothing. */
@Injectable()
@Redelivery({ source: 'store' })
export class RetryStoreWebhook implements RetriesDeliveries {
  constructor(
    private readonly database: Database,
    private readonly stores: FindStore,
    private readonly records: RecordOrder,
  ) {}

  async retry({ sourceId, bytes, data }: KeptDelivery): Promise<string | null> {
    const store = await this.stores.byId(sourceId);
    const webhooks = platforms.find(({ type }) => type === store?.platform)?.webhooks;
    if (!store || !webhooks) return reason('store-gone');
    const headers = (data['headers'] ?? {}) as StoreRequest['headers'];
    const parsed = webhooks.parse({ body: bytes, headers });
    if (!isUnderstood(parsed)) return parsed.reason;
    return this.record(store, notAhead(parsed));
  }

  private async record(store: ReadyStore, change: OrderChange): Promise<string | null> {
    try {
      await this.database.transaction((tx) => this.records.record(tx, store, change));
      return null;
    } catch (error) {
      if (isUnavailable(error) || isRetryable(error)) throw error;
      return reason('could-not-be-stored', { why: reasonOf(error) });
    }
  }
}

/** Ids of deliveries, kept until no shop repeats them. */
const oldStoreDeliveries = {
  table: 'store_deliveries',
  key: ['store_id', 'external_id'],
  isOld: `t.received_at < now() - interval '30 days'`,
};

/** How long rows besides the orders themselves are kept. docs/data.md names each. */
@Injectable()
@Retentions()
export class OrderRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return [oldRows(this.database, oldStoreDeliveries)];
  }
}
