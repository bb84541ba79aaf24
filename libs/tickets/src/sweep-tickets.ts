import { Injectable } from '@nestjs/common';
import { Database, Jobs, Storage, SystemDatabase, type Tx, appendEvent, firstRow, inWorkspace } from '#libs/platform';
import { deliverMessage } from './outbound/deliver-message.job.js';
import { recordTicketEvent, system } from './record-event.js';
import { type HintedTicket, TicketHints } from './ticket-hints.js';

interface Due {
  workspaceId: string;
  id: string;
}
const batch = 200;

/** What time brings about on tickets, found in the database: so nothing hangs on a queue that may be lost. */
@Injectable()
export class SweepTickets {
  constructor(
    private readonly system: SystemDatabase,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly hints: TicketHints,
    private readonly storage: Storage,
  ) {}

  /** Queues again what should have been sent by now, also what a dead worker held. */
  async rearmDeliveries(): Promise<void> {
    const due = await this.system.query<Due>(
      `select distinct workspace_id as "workspaceId", ticket_id as id from messages
       where delivery_status in ('queued', 'sending') and deliver_after < now() - interval '5 seconds' limit $1`,
      [batch],
    );
    for (const { workspaceId, id } of due) await this.jobs.add(deliverMessage, { workspaceId, ticketId: id }, { jobId: id });
  }

  /** Wakes snoozed tickets whose time has come. */
  wake(): Promise<void> {
    return this.move(`status = 'snoozed' and snoozed_until <= now()`, 'open', 'snoozed_until = null');
  }

  /** Closes what has been resolved for seven days. */
  close(): Promise<void> {
    return this.move(`status = 'resolved' and resolved_at < now() - interval '7 days'`, 'closed', 'closed_at = now()');
  }

  /** Deletes uploads that no message took within a day. */
  async dropUnusedUploads(): Promise<void> {
    const unused = await this.system.query<Due>(`select workspace_id as "workspaceId", id from attachments where message_id is null and created_at < now() - interval '1 day' limit $1`, [batch]);
    for (const { workspaceId, id } of unused) await inWorkspace(workspaceId, () => this.dropUpload(id));
  }

  private async dropUpload(id: string) {
    const dropped = await firstRow<{ storageKey: string | null }>(this.database, 'delete from attachments where id = $1 and message_id is null returning storage_key as "storageKey"', [id]);
    if (dropped?.storageKey) await this.storage.delete(dropped.storageKey);
  }

  private async move(condition: string, to: 'open' | 'closed', set: string): Promise<void> {
    const due = await this.system.query<Due>(`select workspace_id as "workspaceId", id from tickets where ${condition} limit $1`, [batch]);
    for (const { workspaceId, id } of due) await inWorkspace(workspaceId, () => this.database.transaction((tx) => this.moveOne(tx, id, condition, to, set)));
  }

  private async moveOne(tx: Tx, ticketId: string, condition: string, to: string, set: string) {
    const before = await firstRow<{ status: string }>(tx, `select status from tickets where id = $1 and ${condition} for update`, [ticketId]);
    if (!before) return;
    const ticket = await firstRow<HintedTicket>(
      tx,
      `update tickets set status = $2, ${set}, change_seq = change_seq + 1 where id = $1
       returning id, team_id as "teamId", assignee_id as "assigneeId", change_seq as "changeSeq", last_seq as "lastSeq"`,
      [ticketId, to],
    );
    await recordTicketEvent(tx, { ticketId, changeSeq: ticket!.changeSeq, type: 'status', actor: system, data: { from: before.status, to } });
    await appendEvent(tx, { type: 'TicketChanged', ticketId, payload: { status: to } });
    this.hints.changed(tx, ticket!, { visitors: to === 'closed' });
  }
}
