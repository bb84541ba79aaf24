import { buffer } from 'node:stream/consumers';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database, type Tx, firstRow, rows } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { requireWorkspaceId } from '../database/workspace-context.js';
import { decoratedProviders, doubles } from '../discovery/find-decorated.js';
import { Problem } from '../problems/problem.js';
import { Storage, StoredFileMissing } from '../storage/storage.js';
import * as queries from './dead-letters.queries.js';
import { laneOf, wakeRelays } from './publish.js';

/** A dead letter as it is listed. */
export interface DeadLetterRow {
  id: string;
  source: string;
  sourceId: string | null;
  reason: string;
  tries: number;
  triedAt: Date | null;
  dismissedAt: Date | null;
  at: Date;
  eventType: string | null;
  subscriber: string | null;
  ticketId: string | null;
  hasRaw: boolean;
  canRetry: boolean;
}

interface KeptRow {
  source: string;
  sourceId: string | null;
  rawKey: string | null;
  wholeKey: string | null;
  data: Record<string, unknown>;
}

/** A delivery from outside that is handled again. */
export interface KeptDelivery {
  /** Id of the channel or store. */
  sourceId: string;
  bytes: Buffer;
  data: Record<string, unknown>;
}

/** Handles kept deliveries of one source again. Mark it with `@Redelivery` and load its module in the api. */
export interface RetriesDeliveries {
  /** Must be repeatable. Returns why it could not be handled, or null when it was. */
  retry(delivery: KeptDelivery): Promise<string | null>;
}

/** Marks what handles deliveries of a source again: the word before the slash in the source of a dead letter. */
export const Redelivery = DiscoveryService.createDecorator<{ source: string }>();

/** The dead letters of the workspace in context. */
@Injectable()
export class DeadLetters implements OnApplicationBootstrap {
  private readonly retriers = new Map<string, RetriesDeliveries>();

  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    const found = decoratedProviders<{ source: string }, RetriesDeliveries>(this.discovery, Redelivery);
    const [double] = doubles(found.map(({ options }) => options.source));
    if (double) throw new Error(`Two providers handle deliveries of ${double} again`);
    for (const { options, provider } of found) this.retriers.set(options.source, provider);
  }

  list(dismissed: boolean, beforeId: string | undefined, limit: number): Promise<DeadLetterRow[]> {
    return rows<DeadLetterRow>(this.database, queries.listDeadLetters, [dismissed, beforeId ?? null, limit]);
  }

  async count(): Promise<number> {
    return (await firstRow<{ count: number }>(this.database, queries.countDeadLetters, []))!.count;
  }

  /** Throws Problem `not-found`. */
  async get(id: string, from: Tx | Database = this.database): Promise<DeadLetterRow> {
    const letter = await firstRow<DeadLetterRow>(from, queries.deadLetterById, [id]);
    if (!letter) throw new Problem('not-found');
    return letter;
  }

  /** What could not be handled, as it was delivered; of an event what is known of it. */
  async raw(id: string): Promise<Buffer> {
    const { source, rawKey, wholeKey, data } = await this.kept(id);
    if (source === 'outbox') return Buffer.from(JSON.stringify(data, null, 2));
    return this.read(rawKey ?? wholeKey);
  }

  async dismiss(tx: Tx, id: string, dismissed: boolean): Promise<DeadLetterRow> {
    if (!(await firstRow(tx, queries.dismissDeadLetter, [id, dismissed]))) throw new Problem('not-found');
    return this.get(id, tx);
  }

  /**
   * Handles it again. Returns whether it is no dead letter any more; an event that fails again comes back as another.
   */
  async retry(id: string): Promise<boolean> {
    const letter = await this.get(id);
    if (!letter.canRetry) throw new Problem('conflict', 'This cannot be tried again');
    return letter.source === 'outbox' ? this.requeue(letter) : this.redeliver(id);
  }

  private async requeue({ id, ticketId }: DeadLetterRow): Promise<boolean> {
    const chain = { id: newId(), depth: 0 };
    await this.database.transaction(async (tx) => {
      await tx.query(queries.requeueEvent, [id, laneOf(ticketId ?? requireWorkspaceId()), chain]);
      wakeRelays(tx);
    });
    return true;
  }

  private async redeliver(id: string): Promise<boolean> {
    const { source, sourceId, wholeKey, data } = await this.kept(id);
    const retrier = this.retriers.get(source.split('/')[0]!);
    if (!retrier || !sourceId || !wholeKey) throw new Problem('conflict', 'This cannot be tried again');
    const why = await retrier.retry({ sourceId, bytes: await this.read(wholeKey), data });
    if (why !== null) await this.database.query(queries.noteRetry, [id, why.slice(0, 500)]);
    else await this.forget(wholeKey);
    return why === null;
  }

  /** Deletes the bytes after the rows that name them. */
  private async forget(wholeKey: string): Promise<void> {
    const gone = await rows<{ rawKey: string | null }>(this.database, queries.deleteHandled, [wholeKey]);
    for (const key of [wholeKey, ...gone.map(({ rawKey }) => rawKey)]) if (key) await this.storage.delete(key);
  }

  private async kept(id: string): Promise<KeptRow> {
    const kept = await firstRow<KeptRow>(this.database, queries.keptDelivery, [id]);
    if (!kept) throw new Problem('not-found');
    return kept;
  }

  private async read(key: string | null): Promise<Buffer> {
    if (!key) throw new Problem('not-found');
    try {
      return await buffer(await this.storage.get(key));
    } catch (error) {
      throw error instanceof StoredFileMissing ? new Problem('not-found') : error;
    }
  }
}
