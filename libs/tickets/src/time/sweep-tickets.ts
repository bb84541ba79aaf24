import { Injectable } from '@nestjs/common';
import { Database, Storage, Sweep, type SweepRun, Sweeps, type Tx, firstRow } from '#libs/platform';
import { changeTicket } from '../core/change-ticket.js';
import { lockTicketIf } from '../core/find-visible-ticket.js';
import { system } from '../core/record-event.js';
import type { StandingChange } from '../core/standing.js';
import { TicketHints } from '../core/ticket-hints.js';
import {
  dropUnusedUpload,
  isToClose,
  isToWake,
  ticketsToClose,
  ticketsToWake,
  unusedUploads,
} from './sweep-tickets.queries.js';

/** A change that time makes to tickets: which ones are due, whether one still is, and the new status. */
interface Move {
  due: string;
  isDue: string;
  change: StandingChange;
}
const wake: Move = { due: ticketsToWake, isDue: isToWake, change: { kind: 'snooze-ended' } };
const close: Move = { due: ticketsToClose, isDue: isToClose, change: { kind: 'stayed-resolved' } };

/** Changes tickets whose time has come. Finds them in the database, so that a lost queue loses nothing. */
@Injectable()
export class SweepTickets {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly database: Database,
    private readonly hints: TicketHints,
    private readonly storage: Storage,
  ) {}

  /** Reopens snoozed tickets whose date has come. */
  @Sweep('wake-snoozed', 5_000)
  wake(run: SweepRun): Promise<void> {
    return this.move(wake, run);
  }

  /** Closes tickets that have been resolved for seven days. */
  @Sweep('close-resolved', 60_000)
  close(run: SweepRun): Promise<void> {
    return this.move(close, run);
  }

  /** Deletes uploads that belong to no message after a day. */
  @Sweep('drop-unused-uploads', 600_000)
  dropUnusedUploads(run: SweepRun): Promise<void> {
    return this.sweeps.each(unusedUploads, ({ id }) => this.dropUpload(id), run);
  }

  private async dropUpload(id: string) {
    const dropped = await firstRow<{ storageKey: string | null }>(this.database, dropUnusedUpload, [id]);
    if (dropped?.storageKey) await this.storage.delete(dropped.storageKey);
  }

  private move(move: Move, run: SweepRun): Promise<void> {
    return this.sweeps.each(move.due, ({ id }) => this.database.transaction((tx) => this.moveOne(tx, id, move)), run);
  }

  /** Skips locked tickets until the next run, so that the others do not wait for them. */
  private async moveOne(tx: Tx, ticketId: string, { isDue, change }: Move) {
    const ticket = await lockTicketIf(tx, ticketId, isDue);
    if (!ticket) return;
    const visitors = change.kind === 'stayed-resolved';
    await changeTicket(tx, this.hints, ticket, { standing: change }, { actor: system, visitors });
  }
}
