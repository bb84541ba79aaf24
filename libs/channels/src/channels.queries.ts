const columns = `
  c.id, c.workspace_id as "workspaceId", c.type, c.name, c.store_id as "storeId", c.team_id as "teamId", c.active,
  c.settings, c.secrets`;

/** A channel of the workspace in context. Parameter: channel. */
export const channelById = `select ${columns} from channels c where c.id = $1`;

/** A channel of any workspace. For the system role. Parameter: channel. */
export const channelByRoute = `
  select ${columns} from channel_routes r join channels c on c.workspace_id = r.workspace_id and c.id = r.channel_id
  where r.channel_id = $1`;

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
