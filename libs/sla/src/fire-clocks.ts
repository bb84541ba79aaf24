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
  requireWorkspaceId,
  rows,
} from '#libs/platform';
import { noteLate } from '#libs/reports';
import { TicketHints, recordTicketEvents, setTicketClocks } from '#libs/tickets';
import { ScheduleClocks } from './schedule-clocks.js';
import type { Clock } from './clock.js';
import { dueClocks, fire, lockDue, overdueWorkspaces, untilFiring } from './clocks.queries.js';
import { SharedRounds } from './shared-rounds.js';
import { fireSlaClock } from './fire-sla-clock.job.js';
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
const mostLooks = 3;

/** Fires warnings and breaches of clocks. The clock's row and version decide, so a second worker does nothing. */
@Injectable()
export class FireClocks {
  private readonly rounds = new SharedRounds<number>();

  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly sweeps: Sweeps,
    private readonly hints: TicketHints,
    private readonly scheduler: ScheduleClocks,
  ) {}

  /** Fires a job's clock, and with it all due clocks of the workspace, so that many at once need few commits. */
  @JobHandler(fireSlaClock)
  async fireScheduled({ clockId, version }: Omit<PayloadOfJob<typeof fireSlaClock>, 'workspaceId'>): Promise<void> {
    const early = await this.waitOf(clockId, version);
    if (early === null) return;
    // Use the database's clock. A host's may be slightly ahead of it, or have jumped.
    if (early > 1_000) throw new RetryLater(early, 'The clock is not due yet');
    if (early > 0) await pause(early + 1);
    for (let look = 0; look < mostLooks; look++) {
      await this.rounds.join(requireWorkspaceId(), () => this.fireDue());
      if ((await this.waitOf(clockId, version)) === null) return;
      // Another worker fires it, or its ticket is being changed, possibly by the answer that stops the clock.
      await pause(150);
    }
    throw new RetryLater(1_000, 'The ticket is busy');
  }

  /** Fires due clocks that no job has fired. */
  @Sweep('fire-overdue-sla-clocks', 1_000)
  async sweep(run: SweepRun): Promise<void> {
    const overdue = await this.system.query<DueIn & Record<string, unknown>>(overdueWorkspaces);
    await this.sweeps.inTurns(
      overdue,
      async () => (await this.fireDue().catch(() => this.fireEach(run))) === batch,
      run,
    );
  }

  /** The batch failed: fire each clock alone, so that only the faulty one does not fire. */
  private async fireEach(run: SweepRun): Promise<number> {
    const due = await rows<{ id: string }>(this.database, dueClocks, [batch]);
    for (const { id } of due)
      await this.sweeps.alone(run, { workspaceId: requireWorkspaceId(), clockId: id }, () => this.fireDue(id));
    return 0;
  }

  /** Fires a batch of the workspace's due clocks, or one of them. Returns how many were due. */
  async fireDue(clockId: string | null = null): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await rows<Due>(tx, lockDue, [batch, clockId]);
      if (due.length === 0) return 0;
      const fired = new Set((await rows<{ id: string }>(tx, fire, [JSON.stringify(due)])).map(({ id }) => id));
      await this.recordFired(
        tx,
        due.filter(({ id, isOver }) => fired.has(id) && !isOver),
      );
      return due.length;
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

  private async waitOf(clockId: string, version: number): Promise<number | null> {
    return (await firstRow<{ waitMs: number }>(this.database, untilFiring, [clockId, version]))?.waitMs ?? null;
  }
}
