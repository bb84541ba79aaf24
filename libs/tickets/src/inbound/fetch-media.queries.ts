/** Files of a message that are still at the provider. Parameter: message. */
export const filesToFetch = `select id from attachments where message_id = $1 and state = 'fetching'`;

/** Where a file is to be fetched from; no row when it is not to be fetched. Parameter: file. */
export const fileToFetch = `
  select a.media_ref as "mediaRef", m.channel_id as "channelId", m.id as "messageId" from attachments a join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
  where a.id = $1 and a.state = 'fetching'`;

/** Parameter: file. */
export const messageOfFileToFetch = `select message_id as "messageId" from attachments where id = $1 and state = 'fetching'`;

/**
 * Stores the result of fetching. Bytes that arrive count, even when the file was marked as failed in the meantime.
 * Parameters: file, state, storage key, size, content type or null, seconds that it plays or null.
 */
export const finishFile = `
  update attachments set state = $2, storage_key = $3, size = $4, content_type = coalesce($5, content_type), seconds = coalesce(seconds, $6), media_ref = case when $2 = 'stored' then null else media_ref end
  where id = $1 and (state = 'fetching' or (state = 'failed' and $2 = 'stored')) returning 1`;

const waiting = (when: string) => `
  select workspace_id as "workspaceId", id, fetch_since::text as "dueAt" from attachments
  where state = 'fetching' and ${when} and (fetch_since, id) > ($1::timestamptz, $2::uuid) order by fetch_since, id limit $3`;

/** Files that should have been fetched by now, over all workspaces. */
export const filesToQueueAgain = waiting(
  `fetch_since between now() - interval '2 hours' and now() - interval '30 seconds'`,
);

/** Files that could not be fetched for long, over all workspaces. */
export const filesToGiveUp = waiting(`fetch_since < now() - interval '2 hours'`);

/** Fetches a failed file again that its provider may still have. Parameter: file. */
export const fetchFileAgain = `
  update attachments set state = 'fetching', fetch_since = now() where id = $1 and state = 'failed' and media_ref is not null returning 1`;

/** Parameters: file, message, ticket. */
export const isFileOf = 'select 1 from attachments where id = $1 and message_id = $2 and ticket_id = $3';
