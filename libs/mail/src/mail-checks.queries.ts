import { messageRows, rawRows } from '#libs/tickets';

/** Queues the check of the sender of a stored message, `$1`. */
export const oweCheck = 'insert into mail_checks (message_id) values ($1)';

/** Workspaces with mails to be checked, the longest due first. Run as the system role. */
export const workspacesWithChecks = `
  select workspace_id as "workspaceId" from mail_checks where due_at <= now() group by workspace_id order by min(due_at) limit 1000`;

/** Mails of one workspace that are taken before the next workspace has its turn. */
const batch = 40;

/**
 * Takes the workspace's oldest mails that no other worker has. They become due again, later each time, in case this
 * worker crashes. The limit is in a materialized part: in a subquery, Postgres may run it once for each row.
 */
export const claimChecks = `
  with due as materialized (
    select message_id from mail_checks where due_at <= now() order by due_at limit ${batch} for update skip locked
  ), claimed as (
    update mail_checks c set attempts = c.attempts + 1, due_at = now() + make_interval(secs => 60 * 2 ^ least(c.attempts, 6))
    from due where c.message_id = due.message_id
    returning c.message_id, c.attempts
  )
  select m.id, m.channel_id as "channelId", m.from_address as "from", coalesce(m.identity_value, m.from_address) as contact, m.author_id as "authorId", m.raw_key as "rawKey", r.bytes, claimed.attempts
  from claimed join ${messageRows} m on m.id = claimed.message_id
  left join ${rawRows} r on r.message_id = m.id`;

/** A mail ($1) whose sender is still to be checked. */
export const checkOfMail = `
  select m.id, m.channel_id as "channelId", m.from_address as "from", coalesce(m.identity_value, m.from_address) as contact, m.author_id as "authorId", m.raw_key as "rawKey", r.bytes
  from mail_checks c join ${messageRows} m on m.id = c.message_id
  left join ${rawRows} r on r.message_id = m.id
  where c.message_id = $1`;

export const endChecks = `delete from mail_checks where message_id = any($1::uuid[])`;
