import { channelRows } from '#libs/channels';
import { storeRows } from '#libs/stores';

/** Returns a row when the workspace has a store. */
export const anyStore = `select from ${storeRows} s limit 1`;

/** Parameter: store. */
export const timeZoneOfStore = `select time_zone as "timeZone" from ${storeRows} s where id = $1`;

/** Channels by which a shopper can be reached, those of the store first. Parameter: store, or null for all. */
export const channelsOfStore = `
  select type, settings from ${channelRows} h
  where active and (store_id is null or $1::uuid is null or store_id = $1)
  order by (store_id is not null) desc, created_at limit 50`;
