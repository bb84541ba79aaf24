import { Injectable } from '@nestjs/common';
import { Database, type Retention, Storage, idBefore, oldRows, Retentions, rows } from '#libs/platform';

/** Providers retry a message for at most a week; mail servers for a few days. */
const dedupeDays = 90;

/** Retentions that no setting changes. docs/data.md names each. */
const fixed = (database: Database): Retention[] =>
  [
    {
      table: 'received_deliveries',
      key: ['channel_id', 'external_id'],
      isOld: `t.received_at < now() - interval '${dedupeDays} days'`,
    },
    { table: 'auto_answer_senders', key: ['address'], isOld: `t.answered_at < now() - interval '7 days'` },
    { table: 'awaited_replies', key: ['reply_token'], isOld: `t.created_at < now() - interval '1 year'` },
  ].map((rule) => oldRows(database, rule));

const deadLetters = (database: Database, storage: Storage): Retention =>
  oldRows(database, {
    table: 'dead_letters',
    key: ['id'],
    isOld: `w.dead_letter_days is not null and t.id < ${idBefore('make_interval(days => w.dead_letter_days)')}`,
    returning: 'raw_key',
    after: (keys) => deleteFiles(storage, keys as (string | null)[]),
  });

const rawMailsAtOnce = 200;
const isOldMail = (id: string) =>
  `w.raw_mail_days is not null and ${id} < ${idBefore('make_interval(days => w.raw_mail_days)')}`;
const hasOldMail = `
  select w.id as "workspaceId" from workspaces w where w.raw_mail_days is not null and (
    exists (select from raw_messages t where t.workspace_id = w.id and ${isOldMail('t.message_id')})
    or exists (select from messages t where t.workspace_id = w.id and t.raw_key is not null and ${isOldMail('t.id')}))`;
/** The message stays; only its raw form is deleted. */
const dropRawMails = `
  with old as (
    (select t.message_id as id from raw_messages t join workspaces w on w.id = t.workspace_id where ${isOldMail('t.message_id')} limit ${rawMailsAtOnce})
    union
    (select t.id from messages t join workspaces w on w.id = t.workspace_id where t.raw_key is not null and ${isOldMail('t.id')} limit ${rawMailsAtOnce})),
  bytes as (delete from raw_messages where message_id in (select id from old))
  update messages m set has_raw = false, raw_key = null from messages was
  where m.id in (select id from old) and was.workspace_id = m.workspace_id and was.id = m.id returning was.raw_key as "rawKey"`;

const rawMails = (database: Database, storage: Storage): Retention => ({
  name: 'raw mails',
  due: hasOldMail,
  drop: async () => {
    const cleared = await rows<{ rawKey: string | null }>(database, dropRawMails);
    await deleteFiles(
      storage,
      cleared.map(({ rawKey }) => rawKey),
    );
    return cleared.length >= rawMailsAtOnce;
  },
});

/** Delete the bytes after the rows: what a crash leaves is an orphan, which the sweep of orphaned files deletes. */
async function deleteFiles(storage: Storage, keys: (string | null)[]): Promise<void> {
  for (const key of keys) if (key) await storage.delete(key);
}

/** How long rows besides the tickets themselves are kept. */
@Injectable()
@Retentions()
export class TicketRetentions implements Retentions {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  retentions(): Retention[] {
    return [...fixed(this.database), deadLetters(this.database, this.storage), rawMails(this.database, this.storage)];
  }
}
