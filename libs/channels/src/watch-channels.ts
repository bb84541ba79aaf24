import type { Database, SystemDatabase } from '#libs/platform';
import type { SendResult } from './define-channel.js';
import type { ReadyChannel } from './find-channel.js';
import { channelsOfTypes, noteWorking, writeChannelError, writeDenial } from './channels.queries.js';

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

/** Shows on a channel, by the result of a send, that it sends, and whether its provider takes its credentials. */
export async function noteSendResult(database: Database, channel: ReadyChannel, result: SendResult): Promise<void> {
  if (result.outcome === 'sent') {
    if (channel.isDenied) await database.query(writeDenial, [channel.id, null]);
    await noteChannelWorks(database, channel, { sending: true });
  } else if ('denied' in result && result.denied) {
    await noteDenial(database, channel.id, result.reason);
  }
}

/** Shows on a channel that its provider no longer takes its credentials. */
export async function noteDenial(database: Database, channelId: string, why: string): Promise<void> {
  await database.query(writeDenial, [channelId, why.slice(0, 500)]);
}

/**
 * Notes that a channel receives or sends, which its state shows. Writes only what was not known, so that it may be
 * called for each message.
 */
export async function noteChannelWorks(
  database: Database,
  channel: { id: string; receives: boolean; sends: boolean },
  { receiving = false, sending = false }: { receiving?: boolean; sending?: boolean },
): Promise<void> {
  if ((!receiving || channel.receives) && (!sending || channel.sends)) return;
  await database.query(noteWorking, [channel.id, receiving, sending]);
}
