import { Injectable } from '@nestjs/common';
import { Database, type DueRow, Sweep, type SweepRun, Sweeps, rows } from '#libs/platform';
import { policyById } from './find-policy.js';
import { KeepTime } from './keep-time.js';
import { policiesToApply, policyApplied, ticketsToFollow } from './policies.queries.js';
import { followPolicy } from './react-to-ticket.js';
import { lockTimedTickets } from './ticket-time.js';

interface Changed extends DueRow {
  version: number;
}

/** The progress of a policy through its tickets. */
interface Round extends Changed {
  /** The last ticket that was tried. Each is tried once, so that failing tickets do not block those after them. */
  after: string;
}

const batch = 50;
const beginning = '00000000-0000-0000-0000-000000000000';

/** Sets clocks anew after their policy or its business hours have changed. The work to do is stored in the database. */
@Injectable()
export class ApplyPolicies {
  constructor(
    private readonly database: Database,
    private readonly sweeps: Sweeps,
    private readonly keep: KeepTime,
  ) {}

  @Sweep('apply-sla-policies', 5_000)
  async sweep(run: SweepRun): Promise<void> {
    for await (const policies of this.sweeps.pages<Changed>(policiesToApply, run)) {
      const rounds = policies.map((policy): Round => ({ ...policy, after: beginning }));
      await this.sweeps.inTurns(rounds, (round) => this.turn(round, run), run);
    }
  }

  /** Returns whether the round has more to do. A policy with a failed ticket stays for the next sweep. */
  private async turn(round: Round, run: SweepRun): Promise<boolean> {
    const { id, version, after } = round;
    const tickets = (await rows<{ ticketId: string }>(this.database, ticketsToFollow, [id, version, after, batch])).map(
      ({ ticketId }) => ticketId,
    );
    await this.applyAll(id, tickets).catch(() => this.applyEach(round, tickets, run));
    round.after = tickets.at(-1) ?? after;
    if (tickets.length < batch) await this.database.query(policyApplied, [id, version]);
    return tickets.length === batch;
  }

  /** The batch failed: try each ticket alone, and log those that fail. */
  private async applyEach({ workspaceId, id }: Round, tickets: string[], run: SweepRun): Promise<void> {
    for (const ticketId of tickets)
      await this.sweeps.alone(run, { workspaceId, policyId: id, ticketId }, () => this.applyAll(id, [ticketId]));
  }

  /** In order of ticket, as every worker does, to avoid deadlocks. */
  private applyAll(policyId: string, tickets: string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const policy = await policyById(tx, policyId);
      if (!policy) return;
      await this.keep.change(tx, await lockTimedTickets(tx, tickets), (ticket, time) =>
        followPolicy(ticket, time, policy, ticket.priority, ticket.now),
      );
    });
  }
}
