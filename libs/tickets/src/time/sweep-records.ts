import { Injectable } from '@nestjs/common';
import { Database, Storage, Sweeps, SystemDatabase } from '#libs/platform';

const dayMs = 24 * 3_600_000;
/** A provider brings a message again for at most a week; a mail server for a few days. */
const dedupeDays = 90;
const batch = 5_000;

const oldOfAll = {
  sessions: `delete from sessions where token_hash in (select token_hash from sessions where expires_at < now() limit ${batch})`,
  account_tokens: `delete from account_tokens where token_hash in (select token_hash from account_tokens where expires_at < now() - interval '7 days' limit ${batch})`,
  rate_limits: `delete from rate_limits where key in (select key from rate_limits where expire < extract(epoch from now()) * 1000 limit ${batch})`,
};
const oldOfWorkspace = {
  idempotency_keys: `delete from idempotency_keys where created_at < now() - interval '2 days'`,
  received_deliveries: `delete from received_deliveries where (channel_id, external_id) in (select channel_id, external_id from received_deliveries where received_at < now() - interval '${dedupeDays} days' limit ${batch})`,
  early_updates: `delete from early_updates where received_at < now() - interval '30 days'`,
  delivery_leases: 'delete from delivery_leases where expires_at < now()',
  auto_answer_senders: `delete from auto_answer_senders where answered_at < now() - interval '7 days'`,
  visitor_sessions: `delete from visitor_sessions where id in (select id from visitor_sessions where least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '1 day' limit ${batch})`,
  unread_answers: `delete from unread_answers where state not in ('waiting', 'sending') and due_at < now() - interval '1 year'`,
  awaited_replies: `delete from awaited_replies where created_at < now() - interval '1 year'`,
};

/** Deletes what has served its time, a bounded number of rows at a time. */
@Injectable()
export class SweepRecords {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly system: SystemDatabase,
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  async dropOld(signal: AbortSignal): Promise<void> {
    await this.drop(oldOfAll, {});
    await this.sweeps.inEachWorkspace(
      'drop-old-records',
      (workspaceId) => this.drop(oldOfWorkspace, { workspaceId }),
      signal,
    );
  }

  /** Deletes files that no row names, once they are a day old: what a crash left between bytes and commit. */
  async dropOrphans(signal: AbortSignal): Promise<void> {
    for await (const { key, storedAt } of this.storage.list()) {
      if (signal.aborted) return;
      if (storedAt.getTime() < Date.now() - dayMs)
        await this.sweeps.alone(
          'drop-orphaned-files',
          { key },
          async () => (await this.isNamed(key)) || this.storage.delete(key),
        );
    }
  }

  private async drop(statements: Record<string, string>, where: { workspaceId?: string }) {
    for (const [table, statement] of Object.entries(statements))
      await this.sweeps.alone('drop-old-records', { ...where, table }, () => this.database.query(statement));
  }

  private async isNamed(key: string): Promise<boolean> {
    const [named] = await this.system.query<{ named: boolean }>(
      `select exists (select from attachments where storage_key = $1) or exists (select from messages where raw_key = $1) or exists (select from dead_letters where raw_key = $1) as named`,
      [key],
    );
    return named!.named;
  }
}
