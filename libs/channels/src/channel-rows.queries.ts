/** The workspace's channels, for statements of other libs: `from ${channelRows} h`. Settings hold no secrets. */
export const channelRows =
  '(select workspace_id, id, type, name, active, store_id, settings, created_at from channels)';

/** Active channels of some types ($1), each with a mark that changes with its settings. Across workspaces. */
export const channelsOfTypes = `
  select workspace_id as "workspaceId", id as "channelId", md5(settings::text || coalesce(secrets, '')) as version
  from channels where active and type = any($1)`;

/** Shows what is wrong with a channel ($1), in words ($2), and since when; without words nothing is any more. */
export const writeChannelError = `
  update channels set error_message = $2, error_since = case when $2::text is not null then coalesce(error_since, now()) end
  where id = $1 and error_message is distinct from $2`;
