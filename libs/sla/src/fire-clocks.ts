import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  Database,
  type DueIn,
  JobHandler,
  type PayloadOfJob,
  RetryLater,
  Sweep,
  type SweepRun,
  Sweeps,
  SystemDatabase,
  type Tx,
  firstRow,
  isUnavailable,
  requireWorkspaceId,
  rows,
} from '#libs/platform';
import { noteLate } from '#libs/reports';
import { TicketHints, recordTicketEvents, setTicketClocks } from '#libs/tickets';
import type { Clock } from './clock.js';
import { dueClocks, fire, lockDue, overdueWorkspaces, untilMoment } from './clocks.queries.js';
import { ScheduleClocks, fireSlaClock } from './schedule-clocks.js';
import { SharedRounds } from './shared-rounds.js';
import { chipFor, clocksOf, firedEvent } from './ticket-time.js';

interface Due {
  id: string;
  ticketId: string;
  kind: Clock['kind'];
  version: number;
  isBreach: boolean;
  isOver: boolean;
  now: Date;
}

const batch = 200;
/** What is still due when a round has taken so long is left to the sweep. */
const roundMs = 60_000;
const mostLooks = 3;
const sweepName = 'fire-overdue-sla-clocks';
/** How long a clock that fails alone is kept from the others' batches. */
const failedForMs = 60_000;
const mostFailed = 1_000;

/** Fires warnings and breaches of clocks. The clock's row and version decide, so a second worker does nothing. */
@Injectable()
export class FireClocks {
  private readonly rounds = new SharedRounds<void>();
  /** Clocks that failed, and when each is tried again. */
  private readonly failed = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly sweeps: Sweeps,
    private readonly hints: TicketHints,
    private readonly scheduler: ScheduleClocks,
  ) {}

  /** Fires all clocks of the workspace that are due at a moment. */
  @JobHandler(fireSlaClock)
  async fireMoment({ moment }: Pick<PayloadOfJob<typeof fireSlaClock>, 'moment'>): Promise<void> {
    const due = moment ?? Math.ceil(Date.now() / 1_000);
    const early = await this.untilMoment(due);
    if (early === null) return;
    // Use the database's clock. A host's may be slightly ahead of it, or have jumped.
    if (early > 1_000) throw new RetryLater(early, 'The clocks are not due yet');
    if (early > 0) await pause(early + 1);
    for (let look = 0; look < mostLooks; look++) {
      await this.rounds.join(requireWorkspaceId(), () => this.fireAllDue());
      if ((await this.untilMoment(due)) === null) return;
      // Another worker fires one, or its ticket is being changed, possibly by the answer that stops the clock. What is
      // still locked after the last look is left to the sweep.
      await pause(150);
    }
  }

  /** Fires due clocks that no job has fired. */
  @Sweep(sweepName, 1_000)
  async sweep(run: SweepRun): Promise<void> {
    const overdue = await this.system.query<DueIn & Record<string, unknown>>(overdueWorkspaces);
    await this.sweeps.inTurns(overdue, () => this.fireBatch(), run);
  }

  private async fireAllDue(): Promise<void> {
    const end = Date.now() + roundMs;
    while (Date.now() < end && (await this.fireBatch()));
  }

  /** Fires a batch of the workspace's due clocks. Returns whether more may be due. */
  private async fireBatch(): Promise<boolean> {
    try {
      return await this.fireDue();
    } catch {
      return this.fireEach();
    }
  }

  /** The batch failed: fire each clock alone, so that only the faulty one does not fire. */
  private async fireEach(): Promise<boolean> {
    const due = await rows<{ id: string }>(this.database, dueClocks, [batch, this.failing()]);
    const end = Date.now() + roundMs;
    let fired = 0;
    for (const { id } of due) {
      if (Date.now() > end) return false;
      await this.sweeps.alone({ name: sweepName }, { workspaceId: requireWorkspaceId(), clockId: id }, async () => {
        await this.fireDue(id).catch((error: unknown) => this.noteFailure(id, error));
        fired++;
      });
    }
    return due.length === batch && fired > 0;
  }

  /** What passes, such as a lock that another holds for long, is tried again at once. */
  private noteFailure(id: string, error: unknown): never {
    if (!isUnavailable(error) && this.failed.size < mostFailed) this.failed.set(id, Date.now() + failedForMs);
    throw error;
  }

  private failing(): string[] {
    for (const [id, until] of this.failed) if (until <= Date.now()) this.failed.delete(id);
    return [...this.failed.keys()];
  }

  /** Fires a batch of the workspace's due clocks, or one of them. Returns whether more may be due. */
  async fireDue(clockId: string | null = null): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const due = await rows<Due>(tx, lockDue, [batch, clockId, clockId ? [] : this.failing()]);
      if (due.length === 0) return false;
      const fired = new Set((await rows<{ id: string }>(tx, fire, [JSON.stringify(due)])).map(({ id }) => id));
      await this.recordFired(
        tx,
        due.filter(({ id, isOver }) => fired.has(id) && !isOver),
      );
      return due.length === batch && fired.size > 0;
    });
  }

  /** Writes the clocks that lists show, history and facts, and sends hints, in the same transaction. */
  private async recordFired(tx: Tx, fired: Due[]) {
    if (fired.length === 0) return;
    const ticketIds = [...new Set(fired.map(({ ticketId }) => ticketId))];
    const clocks = await clocksOf(tx, ticketIds);
    const byTicket = new Map(
      ticketIds.map((ticketId) => [ticketId, clocks.filter((clock) => clock.ticketId === ticketId)]),
    );
    const chips = ticketIds.map((ticketId) => ({
      ticketId,
      chip: chipFor('open', byTicket.get(ticketId) ?? []),
      isNews: true,
    }));
    const changeSeqs = await setTicketClocks(tx, this.hints, chips);
    recordTicketEvents(
      tx,
      fired.flatMap(({ id, ticketId, isBreach }) => {
        const clock = clocks.find((each) => each.id === id);
        return clock
          ? [firedEvent(isBreach ? 'sla-breached' : 'sla-warned', changeSeqs.get(ticketId) ?? 0, clock)]
          : [];
      }),
    );
    const late = fired.filter(({ isBreach }) => isBreach);
    if (late.length) await noteLate(tx, late);
    this.scheduler.schedule(
      tx,
      clocks.filter(({ id }) => fired.some((one) => one.id === id)),
      fired[0]!.now,
    );
  }

  private async untilMoment(moment: number): Promise<number | null> {
    return (await firstRow<{ waitMs: number }>(this.database, untilMoment, [moment, this.failing()]))?.waitMs ?? null;
  }
}
