import { Injectable } from '@nestjs/common';
import { Database, Sweep, type SweepRun, Sweeps, type Tx, firstRow } from '#libs/platform';
import { queueNotices } from '../notices/queue-notices.js';
import { RaiseTicket } from './raise-ticket.js';
import type { WatchedOrder } from './watched-order.js';
import { lockWatched, noteLate, noteRaised, overduePromises, silentParcels } from './watch.queries.js';

/**
 * Notices promises that pass in silence: the buyer is notified once of each, and three days past it an agent gets a
 * ticket.
 */
@Injectable()
export class WatchPromises {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly database: Database,
    private readonly tickets: RaiseTicket,
  ) {}

  @Sweep('watch-promises', 60_000)
  overdue(run: SweepRun): Promise<void> {
    return this.sweeps.each(overduePromises, ({ id }) => this.look(id), run);
  }

  @Sweep('watch-parcels', 60_000)
  silent(run: SweepRun): Promise<void> {
    return this.sweeps.each(silentParcels, ({ id }) => this.look(id), run);
  }

  /** What the shop reports meanwhile locks the same row, so an order that has just arrived brings no notice. */
  private look(orderId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const order = await firstRow<WatchedOrder>(tx, lockWatched, [orderId]);
      if (!order) return;
      if (order.isLate || order.isSilent) await this.tellBuyer(tx, order);
      if (order.isToRaise) await this.tellAgent(tx, order);
    });
  }

  private async tellBuyer(tx: Tx, { id, status, promise, promisedAt, isLate }: WatchedOrder): Promise<void> {
    await tx.query(noteLate, [id, promise]);
    const form = isLate ? 'usual' : 'silent';
    const late = { kind: 'late', form, about: promise, promisedAt, previousPromise: null } as const;
    await queueNotices(tx, id, status, [{ ...late, parcels: [] }]);
  }

  private async tellAgent(tx: Tx, order: WatchedOrder): Promise<void> {
    if (await this.tickets.raise(tx, order)) await tx.query(noteRaised, [order.id, order.promise]);
  }
}
