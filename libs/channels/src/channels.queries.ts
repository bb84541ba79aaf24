const columns = `
  c.id, c.workspace_id as "workspaceId", c.type, c.name, c.store_id as "storeId", c.team_id as "teamId", c.active,
  c.settings, c.secrets, c.denied_message is not null as "isDenied", c.archived_at is not null as "isArchived", c.receives_since is not null as receives, c.sends_since is not null as sends`;

/** A channel of the workspace in context. Parameter: channel. */
export const channelById = `select ${columns} from channels c where c.id = $1`;

/** A channel of any workspace. For the system role. Parameter: channel. */
export const channelByRoute = `
  select ${columns} from channel_routes r join channels c on c.workspace_id = r.workspace_id and c.id = r.channel_id
  where r.channel_id = $1`;

/**
 * The active channels of accounts, in any workspace: of one account each that has it. For the system role. Parameters:
 * kind of channel, accounts.
 */
export const channelsByAccount = `
  select ${columns} from channel_routes r join channels c on c.workspace_id = r.workspace_id and c.id = r.channel_id
  where r.type = $1 and r.account = any($2::text[]) and c.active order by c.created_at, c.id limit 200`;

/** Whether an active channel has one of the verify tokens. For the system role. Parameters: kinds, mark. */
export const isVerifyMark = `
  select 1 from channel_routes r join channels c on c.workspace_id = r.workspace_id and c.id = r.channel_id
  where r.type = any($1::text[]) and r.verify_mark = $2 and c.active limit 1`;

/** The channel of an address, in any workspace. For the system role. Parameter: address. */
export const channelByAddress = `
  select ${columns} from channel_addresses a join channels c on c.workspace_id = a.workspace_id and c.id = a.channel_id
  where a.address = $1`;

/** Deletes a channel's other addresses. Parameters: channel, the addresses to keep. */
export const dropOtherAddresses =
  'delete from channel_addresses where channel_id = $1 and not address = any($2::text[])';

/** Adds those of the addresses that no channel has. Parameters: addresses, channel, workspace. */
export const takeAddresses = `
  insert into channel_addresses (address, channel_id, workspace_id) select unnest($1::text[]), $2, $3
  on conflict do nothing`;

/** Those of the addresses that another channel has, in any workspace. Parameters: addresses, channel. */
export const addressesOfOthers =
  'select address from channel_addresses where address = any($1::text[]) and channel_id <> $2';

/**
 * The workspace's channels, for statements of other libs: `from ${channelRows} h`. The settings contain no secrets.
 * `human_agent`: people may answer for longer than the channel's window.
 */
export const channelRows = `(
  select workspace_id, id, type, name, active, store_id, settings, settings ->> 'humanAgent' is not distinct from 'true' as human_agent, created_at from channels)`;

/** Active channels of the types $1 in all workspaces, each with a version that changes with its settings. */
export const channelsOfTypes = `
  select workspace_id as "workspaceId", id as "channelId", md5(settings::text || coalesce(secrets, '')) as version
  from channels where active and type = any($1)`;

/** Active channels that do not work; at most 1,000 are counted. */
export const countBroken = `
  select count(*)::int as count from (select from channels where active and (error_message is not null or denied_message is not null) limit 1000) as broken`;

/** Sets the error text $2 of a channel $1 and since when it has one; null clears both. */
export const writeChannelError = `
  update channels set error_message = $2, error_since = case when $2::text is not null then coalesce(error_since, now()) end
  where id = $1 and error_message is distinct from $2`;

/** Sets how the provider refused the credentials of a channel ($1), or null, and since when. */
export const writeDenial = `
  update channels set denied_message = $2, denied_since = case when $2::text is not null then coalesce(denied_since, now()) end
  where id = $1 and denied_message is distinct from $2`;

/** Keeps the latest word on a topic. Parameters: channel, topic, level, event, detail, when. */
export const keepAlert = `
  insert into channel_alerts (channel_id, topic, level, event, detail, at) values ($1, $2, $3, $4, $5, $6)
  on conflict (workspace_id, channel_id, topic) do update
    set level = excluded.level, event = excluded.event, detail = excluded.detail, at = excluded.at
  where channel_alerts.at <= excluded.at`;

/** Keeps a channel's ($1) newest hundred. */
export const dropOldAlerts = `
  delete from channel_alerts where channel_id = $1 and topic in (select topic from channel_alerts where channel_id = $1 order by at desc, topic offset 100)`;

/** The alerts of channels ($1) that are not over: of each at most twenty, the worst and newest first. */
export const alertsOfChannels = `
  select a.channel_id as "channelId", a.topic, a.level, a.event, a.detail, a.at
  from unnest($1::uuid[]) as c (id) cross join lateral (
    select * from channel_alerts where channel_id = c.id and level <> 'over'
    order by array_position(array['error', 'warning', 'info'], level), at desc, topic limit 20) a`;

/** Notes what of a channel ($1) is known to work from now on: receiving ($2), sending ($3). */
export const noteWorking = `
  update channels set receives_since = case when $2::boolean then coalesce(receives_since, now()) else receives_since end,
    sends_since = case when $3::boolean then coalesce(sends_since, now()) else sends_since end
  where id = $1 and ($2 and receives_since is null or $3 and sends_since is null)`;
