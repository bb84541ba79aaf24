/*
 * What is due, over all workspaces, as pages of a sweep: after a time ($1) and an id ($2), at most $3.
 */

const dueTickets = (isDue: string, since: string) => `
  select workspace_id as "workspaceId", id, ${since}::text as "dueAt" from tickets
  where ${isDue} and (${since}, id) > ($1::timestamptz, $2::uuid) order by ${since}, id limit $3`;

/** Whether a ticket's snooze has ended. */
export const isToWake = `status = 'snoozed' and snoozed_until <= now()`;
export const ticketsToWake = dueTickets(isToWake, 'snoozed_until');

/** Whether a ticket has been resolved for so long that it is closed. */
export const isToClose = `status = 'resolved' and resolved_at < now() - interval '7 days'`;
export const ticketsToClose = dueTickets(isToClose, 'resolved_at');

/** Uploads that belong to no message after a day. */
export const unusedUploads = `
  select workspace_id as "workspaceId", id, created_at::text as "dueAt" from attachments
  where message_id is null and created_at < now() - interval '1 day' and (created_at, id) > ($1::timestamptz, $2::uuid) order by created_at, id limit $3`;

/** Deletes an upload ($1), unless a message or a draft has it by now; returns where its bytes are. */
export const dropUnusedUpload = `
  delete from attachments a where id = $1 and message_id is null
    and not exists (select from drafts d where d.attachment_ids <> '{}' and d.agent_id = a.uploaded_by and a.id = any(d.attachment_ids))
  returning storage_key as "storageKey"`;
