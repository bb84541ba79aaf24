import type { Database, SystemDatabase } from '#libs/platform';
import { channelsOfTypes, writeChannelError } from './channel-rows.queries.js';

/** A channel of some workspace. */
export interface ListedChannel extends Record<string, unknown> {
  workspaceId: string;
  channelId: string;
  /** Changes with the channel's settings. */
  version: string;
}

/** The active channels of these types in all workspaces. */
export const listChannels = (system: SystemDatabase, types: string[]): Promise<ListedChannel[]> =>
  system.query<ListedChannel>(channelsOfTypes, [types]);

/** Sets the error that is shown on a channel; null clears it. */
export async function showChannelError(database: Database, channelId: string, message: string | null): Promise<void> {
  await database.query(writeChannelError, [channelId, message]);
}
