import { Injectable } from '@nestjs/common';
import { Database, Secrets, SystemDatabase } from '#libs/platform';
import { adapters } from './all-adapters.js';
import { channelByAddress, channelById, channelByRoute } from './channels.queries.js';
import type { ChannelEntity } from './channel.entity.js';
import type { ChannelAdapter } from './define-channel.js';
import { openSettings } from './settings/seal-settings.js';

/** A channel with its adapter and its decrypted settings. */
export interface ReadyChannel {
  id: string;
  workspaceId: string;
  type: string;
  name: string;
  storeId: string | null;
  teamId: string | null;
  active: boolean;
  settings: Record<string, unknown>;
  adapter: ChannelAdapter;
}

/** The adapter of a kind of channel, or null. */
export const adapterOf = (type: string): ChannelAdapter | null =>
  adapters.find((adapter) => adapter.type === type) ?? null;

type ChannelRow = Pick<
  ChannelEntity,
  'id' | 'workspaceId' | 'type' | 'name' | 'storeId' | 'teamId' | 'active' | 'settings' | 'secrets'
>;

/** Finds channels by id or address. */
@Injectable()
export class FindChannel {
  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly secrets: Secrets,
  ) {}

  /** Finds a channel of any workspace, for requests without one. */
  async route(channelId: string): Promise<ReadyChannel | null> {
    return this.ready(await this.system.query<ChannelRow>(channelByRoute, [channelId]));
  }

  /** Finds a channel of any workspace by a mail address. */
  async routeAddress(address: string): Promise<ReadyChannel | null> {
    return this.ready(await this.system.query<ChannelRow>(channelByAddress, [address.toLowerCase()]));
  }

  /** Finds a channel of the workspace in context. */
  async byId(channelId: string): Promise<ReadyChannel | null> {
    return this.ready(await this.database.query<ChannelRow>(channelById, [channelId]));
  }

  private ready([channel]: ChannelRow[]): ReadyChannel | null {
    const adapter = channel && adapterOf(channel.type);
    if (!channel || !adapter) return null;
    const { id, workspaceId, type, name, storeId, teamId, active } = channel;
    return {
      id,
      workspaceId,
      type,
      name,
      storeId,
      teamId,
      active,
      adapter,
      settings: openSettings(this.secrets, channel),
    };
  }
}
