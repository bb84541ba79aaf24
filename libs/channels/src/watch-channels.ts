import type { Database, SystemDatabase } from '#libs/platform';
import { channelsOfTypes, writeChannelError } from './channel-rows.queries.js';

/** A channel of some workspace. */
export interface ListedChannel extends Record<string, unknown> {
  workspaceId: string;
  channelId: string;
  /** Another one when its settings are. */
  version: string;
}

/** Active channels of these types, across workspaces. */
export const listChannels = (system: SystemDatabase, types: string[]): Promise<ListedChannel[]> =>
  system.query<ListedChannel>(channelsOfTypes, [types]);

/** Shows on a channel what is wrong with it; null takes it away. */
export async function showChannelError(database: Database, channelId: string, message: string | null): Promise<void> {
  await database.query(writeChannelError, [channelId, message]);
}
