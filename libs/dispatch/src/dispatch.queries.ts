import { idBefore } from '#libs/platform';

/** Columns of a dispatch, of a row `d`. */
export const dispatchColumns = `
  d.id, d.owner, d.owner_id as "ownerId", d.ticket_id as "ticketId", d.lane, d.channel_id as "channelId", d.recipient_kind as "recipientKind", d.recipient_value as "recipientValue",
  d.status, d.attempt, d.tries, d.parts_sent as "partsSent", d.mail_id as "mailId"`;

/** SQL that queues the dispatches of a parameter, as a part of a larger statement. */
export const insertDispatches = (parameter: number): string => `
  insert into dispatches (id, owner, owner_id, ticket_id, lane, place, channel_id, recipient_kind, recipient_value, due_at)
  select id, owner, "ownerId", "ticketId", lane, coalesce(place, 0), "channelId", "recipientKind", "recipientValue", now() + make_interval(secs => coalesce("afterSeconds", 0))
  from jsonb_to_recordset($${parameter}::jsonb) as d (id uuid, owner text, "ownerId" uuid, "ticketId" uuid, lane uuid, place int, "channelId" uuid, "recipientKind" text,
    "recipientValue" text, "afterSeconds" float8)`;

/** Queues dispatches; failed and cancelled ones are queued again. */
export const queue = `${insertDispatches(1)}
  on conflict (workspace_id, id) do update set status = 'queued', tries = 0, parts_sent = 0, error = null, due_at = excluded.due_at, dismissed_at = null where dispatches.status in ('failed', 'cancelled')`;

/** Queues a dispatch unless the lane ($2) has one that has not been sent yet. */
export const queueIfLaneIsEmpty = `${insertDispatches(1)}
  where not exists (select from dispatches p where p.lane = $2 and p.status in ('queued', 'sending'))`;

export const cancel = `update dispatches set status = 'cancelled' where id = $1 and status = 'queued' and tries = 0 and due_at > now() returning 1`;

export const beginAttempt = `
  update dispatches set status = 'queued', attempt = attempt + 1, tries = 0, parts_sent = 0, external_id = null, mail_id = null, error = null, due_at = now(), dismissed_at = null
  where id = $1 and status in ('failed', 'unknown') returning 1`;

/**
 * Makes dispatches due that wait for `wakeLanes`. Changes the time of due ones too, so that a concurrent `putOff` does
 * not apply.
 */
export const wake = `update dispatches set due_at = now() where lane = any($1::uuid[]) and status = 'queued' and (due_at = 'infinity' or due_at <= now())`;

export const waiting = `
  select lane, owner, (greatest(0, extract(epoch from due_at - now())) * 1000)::float8 as "waitMs" from dispatches where id = $1 and status = 'queued' and due_at < 'infinity'`;

export const sentTo = `
  select 1 from dispatches where ticket_id = $1 and recipient_kind = $2 and recipient_value = $3 and (sent_at is not null or status = 'unknown') limit 1`;

/** SQL of the tickets of our mails with the Message-IDs of a parameter. */
export const ticketsOfMails = (parameter: number): string =>
  `select workspace_id, ticket_id, created_at from dispatches where mail_id = any($${parameter}::text[]) and ticket_id is not null`;

/** SQL of the status of the dispatch with this id, null without one. */
export const dispatchStatus = (workspaceId: string, id: string): string =>
  `(select d.status from dispatches d where d.workspace_id = ${workspaceId} and d.id = ${id})`;

/** SQL of when the dispatch with this id is due, null without one. */
export const dispatchDueAt = (workspaceId: string, id: string): string =>
  `(select d.due_at from dispatches d where d.workspace_id = ${workspaceId} and d.id = ${id})`;

/**
 * One worker at a time sends on a lane. The lease is short and renewed while it works, so that a dead worker is soon
 * replaced.
 */
export const takeLease = `
  insert into delivery_leases (lane, holder, expires_at) values ($1, $2, now() + interval '20 seconds')
  on conflict (workspace_id, lane) do update set holder = excluded.holder, expires_at = excluded.expires_at where delivery_leases.expires_at < now()
  returning 1`;
export const renewLease = `update delivery_leases set expires_at = now() + interval '20 seconds' where lane = $1 and holder = $2 returning 1`;
export const endLease = `delete from delivery_leases where lane = $1 and holder = $2`;

/**
 * Renews the lease of a lane and returns its next dispatch. `waitMs` is above zero while it backs off or may be
 * cancelled, null while it waits for `wakeLanes`.
 */
export const nextOfLane = `
  with held as (${renewLease})
  select ${dispatchColumns}, d.due_at::text as "dueAt", case when d.due_at <> 'infinity' then (greatest(0, extract(epoch from d.due_at - now())) * 1000)::float8 end as "waitMs"
  from dispatches d where exists (select from held) and d.lane = $1 and d.status in ('queued', 'sending') order by d.place, d.id limit 1`;

export const startSending = `
  update dispatches set status = 'sending', tries = tries + 1, tried_at = now(), channel_id = $2, recipient_kind = $3, recipient_value = $4, mail_id = $5
  where id = $1 and status = 'queued' returning tries`;

/** Postpones a queued dispatch, unless its time changed while it was composed. */
export const putOff = `
  update dispatches set due_at = coalesce($2::timestamptz, 'infinity'), error = $3 where id = $1 and status = 'queued' and due_at = $4::timestamptz returning 1`;

export const noteAttempt = `insert into delivery_attempts (id, dispatch_id, attempt, outcome, detail) values ($1, $2, $3, $4, $5)`;

/** Keeps the provider's ids ($3) of parts of a dispatch ($1) on a channel ($2). */
export const noteParts = `
  insert into dispatch_parts (channel_id, external_id, dispatch_id) select $2, part, $1 from unnest($3::text[]) part on conflict do nothing`;

/** Changes the status when it is one of `$7`. Returns the earlier status, for the owner. */
export const changeStatus = `
  update dispatches d set status = $2, error = $3, external_id = coalesce($4, d.external_id), parts_sent = coalesce($5, d.parts_sent),
    due_at = coalesce(now() + make_interval(secs => $6), d.due_at), sent_at = case when $2 in ('sent', 'delivered', 'read') then coalesce(d.sent_at, now()) else d.sent_at end
  from (select workspace_id, id, status from dispatches where id = $1 for no key update) was
  where d.workspace_id = was.workspace_id and d.id = was.id and was.status = any($7::text[]) and ($8::int is null or d.attempt = $8)
  returning was.status as "from", ${dispatchColumns}`;

export const noteExternalId = `update dispatches set external_id = $2 where id = $1 and external_id is null`;

/** A dispatch by the provider's id. Mails that an earlier version sent have no channel. */
export const byExternalId = `
  select ${dispatchColumns} from dispatches d where d.channel_id = $1 and d.external_id = $2
  union all select ${dispatchColumns} from dispatches d where (d.channel_id = $1 or d.channel_id is null) and d.mail_id = $2 limit 1`;

/**
 * A dispatch by our id, which the provider returned. The parts of a message have different provider ids; of these only
 * a failure counts, but not that of an earlier attempt.
 */
export const byCorrelation = `
  select ${dispatchColumns} from dispatches d where d.id = $1 and d.channel_id = $2 and (d.external_id is null or $3) and (not $3 or $4::int is null or d.attempt <= $4)`;

/** Whether a channel ($2) has, or had, a dispatch ($1) to send: both are stored before it is sent. */
export const isDispatchOf = 'select 1 from dispatches where id = $1 and channel_id = $2';

/**
 * What was sent on tickets ($1) by a channel ($2) to an address ($3, $4), stands at a status of $5 and was tried up to
 * a moment ($6): by our clock that is earlier than the provider's own time of it.
 */
export const sentUpTo = `
  select ${dispatchColumns} from dispatches d
  where d.ticket_id = any($1::uuid[]) and d.channel_id = $2 and d.recipient_kind = $3 and d.recipient_value = $4 and d.status = any($5::text[]) and d.tried_at <= $6
  order by d.tried_at desc limit 100`;

/** What a channel ($2) is sending on tickets ($1) and has begun by a moment ($3, or now), with that moment. */
export const sendsUnderWay = `
  select recipient_kind as kind, recipient_value as value, now()::text as "asOf" from dispatches
  where ticket_id = any($1::uuid[]) and channel_id = $2 and status = 'sending' and tried_at <= coalesce($3::timestamptz, now()) limit 100`;

/**
 * SQL of the dispatches of messages of which it is not known whether they were sent: the parameters hold tickets, the
 * channel, and the kind and value of the address.
 */
export const unconfirmedMessages = (tickets: number, channel: number, kind: number, value: number): string => `
  select workspace_id, id, owner_id, tried_at from dispatches
  where ticket_id = any($${tickets}::uuid[]) and channel_id = $${channel} and recipient_kind = $${kind} and recipient_value = $${value}
    and owner = 'message' and status = 'unknown' and external_id is null`;

export const insertPast = `
  insert into dispatches (id, owner, owner_id, ticket_id, lane, channel_id, status, external_id, mail_id, sent_at)
  values ($1, $2, $3, $4, $1, $5, $6, $7, $8, case when $6 in ('sent', 'delivered', 'read') then now() end) on conflict do nothing`;

/** Due dispatches of all workspaces, also those that a dead worker held. */
export const dueAnywhere = `
  select workspace_id as "workspaceId", lane, owner, id, due_at::text as "dueAt" from dispatches
  where status in ('queued', 'sending') and due_at <= now() and (due_at, id) > ($1::timestamptz, $2::uuid) order by due_at, id limit $3`;

/**
 * Dispatches of tickets that failed or were not confirmed in the last 30 days, and were neither sent again nor
 * dismissed; for statements of other libs.
 */
export const failedDispatches = `(
  select workspace_id, id, ticket_id, channel_id, recipient_value, status, error, tried_at, created_at from dispatches
  where status in ('failed', 'unknown') and dismissed_at is null and ticket_id is not null and id > ${idBefore(`interval '30 days'`)})`;

/** Dismisses a failed dispatch; says whether it was not dismissed before. */
export const dismiss = `
  update dispatches d set dismissed_at = coalesce(d.dismissed_at, now())
  from (select workspace_id, id, dismissed_at from dispatches where id = $1 and status in ('failed', 'unknown') and ticket_id is not null for no key update) was
  where d.workspace_id = was.workspace_id and d.id = was.id returning was.dismissed_at is null as "isNew"`;

/** Lanes of a ticket, or of one dispatch, with unsent dispatches. */
export const openLanes = `select distinct lane from dispatches where (ticket_id = $1 or id = $1) and owner = $2 and status in ('queued', 'sending') limit 100`;

/** Locks a provider's id until the commit. Parameters: channel, id. */
export const lockExternalId = `select pg_advisory_xact_lock(hashtextextended('external-id/' || $1 || '/' || $2, 0))`;

/** The furthest status counts. */
export const keepEarlyStatus = `
  insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'status', $3)
  on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data where (early_updates.data->>'rank')::int < $4`;

/** The edit that was made last counts, and a deletion before all. */
export const keepEarlyEdit = `
  insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'edit', $3)
  on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data where excluded.data->'deleted' = 'true'
    or (early_updates.data->'deleted' <> 'true' and coalesce(early_updates.data->>'at' <= excluded.data->>'at', true))`;

/** SQL of the message that a provider knows, whole or a part, by an id: the parameters hold the channel and the id. */
export const messageOfExternalId = (channelId: number, externalId: number): string => `
  select workspace_id, owner_id from dispatches where channel_id = $${channelId} and external_id = $${externalId} and owner = 'message'
  union all select d.workspace_id, d.owner_id from dispatch_parts p join dispatches d on d.workspace_id = p.workspace_id and d.id = p.dispatch_id
  where p.channel_id = $${channelId} and p.external_id = $${externalId} and d.owner = 'message'`;

/**
 * Sends what waits for an address ($1, $2) on tickets ($3) to another ($4, $5), now or when it is sent again: the
 * address may be another person's by then.
 */
export const redirect = `
  update dispatches set recipient_kind = $4, recipient_value = $5
  where ticket_id = any($3::uuid[]) and recipient_kind = $1 and recipient_value = $2 and status in ('queued', 'sending', 'failed', 'unknown')`;

export const takeEarlyUpdate = `delete from early_updates where channel_id = $1 and external_id = $2 and kind = $3 returning data`;
