/** The workspace's channels, for statements of other libs: `from ${channelRows} h`. The settings contain no secrets. */
export const channelRows =
  '(select workspace_id, id, type, name, active, store_id, settings, created_at from channels)';

/** Active channels of the types $1 in all workspaces, each with a version that changes with its settings. */
export const channelsOfTypes = `
  select workspace_id as "workspaceId", id as "channelId", md5(settings::text || coalesce(secrets, '')) as version
  from channels where active and type = any($1)`;

/** Sets the error text $2 of a channel $1 and since when it has one; null clears both. */
export const writeChannelError = `
  update channels set error_message = $2, error_since = case when $2::text is not null then coalesce(error_since, now()) end
  where id = $1 and error_message is distinct from $2`;
