import { messageRows, rawRows } from '#libs/tickets';

/** Notes with a message that is stored, `$1`, that its sender is to be looked up. */
export const oweCheck = 'insert into mail_checks (message_id) values ($1)';

/** Workspaces with mails whose sender is to be looked up, the longest due first. Read as the system role. */
export const workspacesWithChecks = `
  select workspace_id as "workspaceId" from mail_checks where due_at <= now() group by workspace_id order by min(due_at) limit 1000`;

/** Mails of one workspace that are taken before the next has its turn. */
const batch = 40;

/** Takes the workspace's oldest that nobody else has taken; they are due again, later each time, should this one never end. */
export const claimChecks = `
  with claimed as (
    update mail_checks set attempts = attempts + 1, due_at = now() + make_interval(secs => 60 * 2 ^ least(attempts, 6))
    where message_id in (select message_id from mail_checks where due_at <= now() order by due_at limit ${batch} for update skip locked)
    returning message_id, attempts
  )
  select m.id, m.channel_id as "channelId", m.from_address as "from", m.author_id as "authorId", m.raw_key as "rawKey", r.bytes, claimed.attempts
  from claimed join ${messageRows} m on m.id = claimed.message_id
  left join ${rawRows} r on r.message_id = m.id`;

export const endChecks = `delete from mail_checks where message_id = any($1::uuid[])`;
