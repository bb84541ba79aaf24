import { channelRows } from '#libs/channels';

/**
 * Takes the lease of a mailbox that is due and has no reader; a mailbox with a changed address starts from the
 * beginning.
 */
export const leaseMailbox = `
  insert into imap_mailboxes as m (channel_id, source, holder, leased_until) values ($1, $2, $3, now() + interval '30 seconds')
  on conflict (workspace_id, channel_id) do update
    set holder = excluded.holder, leased_until = excluded.leased_until, source = excluded.source,
      uid_validity = case when m.source = excluded.source then m.uid_validity end,
      last_uid = case when m.source = excluded.source then m.last_uid else 0 end,
      deferred_uids = case when m.source = excluded.source then m.deferred_uids else '{}' end
    where (m.leased_until is null or m.leased_until < now()) and (m.next_try_at <= now() or m.source <> excluded.source)
  returning uid_validity as "uidValidity", last_uid::float8 as "lastUid", deferred_uids::float8[] as "deferredUids",
    (select created_at from ${channelRows} c where c.id = m.channel_id) as since`;

export const renewMailbox = `update imap_mailboxes set leased_until = now() + interval '30 seconds' where channel_id = $1 and holder = $2 and leased_until > now() returning 1`;

/** Releases a mailbox. After a failure the delay to the next try grows, up to five minutes. */
export const releaseMailbox = `
  update imap_mailboxes set holder = null, leased_until = null, failures = case when $3 then failures + 1 else 0 end,
    next_try_at = case when $3 then now() + least(interval '5 minutes', interval '2 seconds' * power(2, least(failures, 10))) else now() end
  where channel_id = $1 and holder = $2`;

/** A mail that was put off does not show that reading works. */
export const saveCursor = `
  update imap_mailboxes set uid_validity = $3, last_uid = $4, deferred_uids = $5::bigint[], failures = case when cardinality($5::bigint[]) > cardinality(deferred_uids) then failures else 0 end
  where channel_id = $1 and holder = $2`;
