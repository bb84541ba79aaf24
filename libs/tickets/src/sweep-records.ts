import { Injectable } from '@nestjs/common';
import { Database, Storage, SystemDatabase, inWorkspace } from '#libs/platform';

const dayMs = 24 * 3_600_000;
/** A provider brings a message again for at most a week; a mail server for a few days. */
const dedupeDays = 90;
const batch = 5_000;

/** Deletes what has served its time, a bounded number of rows at a time. */
@Injectable()
export class SweepRecords {
  constructor(private readonly system: SystemDatabase, private readonly database: Database, private readonly storage: Storage) {}

  async dropOld(): Promise<void> {
    await this.database.query(`delete from sessions where token_hash in (select token_hash from sessions where expires_at < now() limit ${batch})`);
    await this.database.query(`delete from account_tokens where token_hash in (select token_hash from account_tokens where expires_at < now() - interval '7 days' limit ${batch})`);
    await this.database.query(`delete from rate_limits where key in (select key from rate_limits where expire < extract(epoch from now()) * 1000 limit ${batch})`);
    for (const { id } of await this.system.query<{ id: string }>('select id from workspaces order by id limit 10000')) await inWorkspace(id, () => this.dropOldOfWorkspace());
  }

  /** Deletes files that no row names, once they are a day old: what a crash left between bytes and commit. */
  async dropOrphans(signal: AbortSignal): Promise<void> {
    for await (const { key, storedAt } of this.storage.list()) {
      if (signal.aborted) return;
      if (storedAt.getTime() < Date.now() - dayMs && !(await this.isNamed(key))) await this.storage.delete(key);
    }
  }

  private async dropOldOfWorkspace() {
    await this.database.query(`delete from idempotency_keys where created_at < now() - interval '2 days'`);
    await this.database.query(`delete from received_deliveries where (channel_id, external_id) in (select channel_id, external_id from received_deliveries where received_at < now() - interval '${dedupeDays} days' limit ${batch})`);
    await this.database.query(`delete from early_updates where received_at < now() - interval '30 days'`);
    await this.database.query('delete from delivery_leases where expires_at < now()');
    await this.database.query(`delete from auto_answer_senders where answered_at < now() - interval '7 days'`);
    await this.database.query(`delete from visitor_sessions where id in (select id from visitor_sessions where least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '1 day' limit ${batch})`);
    await this.database.query(`delete from unread_answers where state not in ('waiting', 'sending') and due_at < now() - interval '1 year'`);
    await this.database.query(`delete from awaited_replies where created_at < now() - interval '1 year'`);
  }

  private async isNamed(key: string): Promise<boolean> {
    const [named] = await this.system.query<{ named: boolean }>(
      `select exists (select from attachments where storage_key = $1) or exists (select from messages where raw_key = $1) or exists (select from dead_letters where raw_key = $1) as named`,
      [key],
    );
    return named!.named;
  }
}
