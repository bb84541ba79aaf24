/** Mails whose sender is to be looked up, by workspace. Read as the system role. */
export const dueChecks = `
  select workspace_id as "workspaceId", array_agg(message_id) as "messageIds"
  from (select workspace_id, message_id from mail_checks where due_at <= now() order by due_at limit $1) due group by workspace_id`;

/** Takes those of the workspace that nobody else has taken; they are due again, later each time, should this one never end. */
export const claimChecks = `
  with claimed as (
    update mail_checks set attempts = attempts + 1, due_at = now() + make_interval(secs => 60 * 2 ^ least(attempts, 6))
    where message_id = any($1::uuid[]) and due_at <= now()
    returning message_id, attempts
  )
  select m.id, m.channel_id as "channelId", m.from_address as "from", m.author_id as "authorId", m.raw_key as "rawKey", r.bytes, claimed.attempts
  from claimed join messages m on m.id = claimed.message_id and m.id = any($1::uuid[])
  left join raw_messages r on r.message_id = m.id`;

export const endChecks = `delete from mail_checks where message_id = any($1::uuid[])`;
