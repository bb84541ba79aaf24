import { idBefore } from '#libs/platform';

/** Mails per statement: their raw form is large. */
export const rawMailsAtOnce = 200;

const isOldMail = (id: string) =>
  `w.raw_mail_days is not null and ${id} < ${idBefore('make_interval(days => w.raw_mail_days)')}`;

/** The workspaces with raw mails that are older than they keep them. */
export const hasOldMail = `
  select w.id as "workspaceId" from workspaces w where w.raw_mail_days is not null and (
    exists (select from raw_messages t where t.workspace_id = w.id and ${isOldMail('t.message_id')})
    or exists (select from messages t where t.workspace_id = w.id and t.raw_key is not null and ${isOldMail('t.id')}))`;

/** Deletes a batch of raw mails, and returns the keys of those that are files. The message stays. */
export const dropRawMails = `
  with old as (
    (select t.message_id as id from raw_messages t join workspaces w on w.id = t.workspace_id where ${isOldMail('t.message_id')} limit ${rawMailsAtOnce})
    union
    (select t.id from messages t join workspaces w on w.id = t.workspace_id where t.raw_key is not null and ${isOldMail('t.id')} limit ${rawMailsAtOnce})),
  bytes as (delete from raw_messages where message_id in (select id from old))
  update messages m set has_raw = false, raw_key = null from messages was
  where m.id in (select id from old) and was.workspace_id = m.workspace_id and was.id = m.id returning was.raw_key as "rawKey"`;

/** Returns those of the keys ($1) that a row refers to. Each part uses an index. */
export const namedFiles = `
  select k as key from unnest($1::text[]) as k
  where exists (select from attachments where storage_key = k) or exists (select from messages where raw_key = k)
    or exists (select from dead_letters where raw_key = k or whole_key = k)`;
