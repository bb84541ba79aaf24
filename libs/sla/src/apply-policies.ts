import { Injectable } from '@nestjs/common';
import { Database, type DueRow, Sweeps, type Tx, rows } from '#libs/platform';
import { policiesToApply, policyApplied, ticketsToFollow } from './clocks.queries.js';
import { type Policy, policyById } from './find-policy.js';
import { KeepTime } from './keep-time.js';
import { followPolicy } from './react-to-ticket.js';
import { lockTimedTicket } from './ticket-time.js';

interface Changed extends DueRow {
  version: number;
}

const batch = 50;

/** Sets clocks anew after their policy, or its business hours, have changed. What is to be done stands in the database. */
@Injectable()
export class ApplyPolicies {
  constructor(private readonly database: Database, private readonly sweeps: Sweeps, private readonly keep: KeepTime) {}

  async sweep(signal: AbortSignal): Promise<void> {
    for await (const policies of this.sweeps.pages<Changed>(policiesToApply, signal)) {
      await this.sweeps.inTurns('apply-sla-policies', policies, async (policy) => (await this.applyBatch(policy).catch(() => this.applyEach(policy))) === batch, signal);
    }
  }

  /** Something is wrong with a ticket of the batch: each for itself. Returns how many could be done; the next sweep tries the others again. */
  private async applyEach({ workspaceId, id, version }: Changed): Promise<number> {
    let done = 0;
    for (const { ticketId } of await rows<{ ticketId: string }>(this.database, ticketsToFollow, [id, version, batch])) {
      await this.sweeps.alone('apply-sla-policies', { workspaceId, policyId: id, ticketId }, async () => {
        await this.database.transaction(async (tx) => this.applyTo(tx, ticketId, await policyById(tx, id)));
        done++;
      });
    }
    return done;
  }

  /** In order of ticket, as every worker does, so that two do not block each other. */
  private applyBatch({ id, version }: Changed): Promise<number> {
    return this.database.transaction(async (tx) => {
      const policy = await policyById(tx, id);
      if (!policy) return 0;
      const tickets = await rows<{ ticketId: string }>(tx, ticketsToFollow, [id, version, batch]);
      for (const { ticketId } of tickets) await this.applyTo(tx, ticketId, policy);
      if (tickets.length < batch) await tx.query(policyApplied, [id, version]);
      return tickets.length;
    });
  }

  private async applyTo(tx: Tx, ticketId: string, policy: Policy | null) {
    const ticket = policy && (await lockTimedTicket(tx, ticketId));
    if (ticket) await this.keep.change(tx, ticket, (time) => followPolicy(ticket, time, policy, ticket.priority, ticket.now));
  }
}
