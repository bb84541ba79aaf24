import { Injectable } from '@nestjs/common';
import { Database, Secrets, SystemDatabase } from '#libs/platform';
import { adapters } from './all-adapters.js';
import type { ChannelEntity } from './channel.entity.js';
import type { ChannelAdapter } from './define-channel.js';
import { openSettings } from './settings/seal-settings.js';

/** A channel ready for use: its adapter and its settings, secrets opened. */
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

const columns = `c.id, c.workspace_id as "workspaceId", c.type, c.name, c.store_id as "storeId", c.team_id as "teamId", c.active, c.settings, c.secrets`;
const here = `select ${columns} from channels c where c.id = $1`;
const routed = `select ${columns} from channel_routes r join channels c on c.workspace_id = r.workspace_id and c.id = r.channel_id where r.channel_id = $1`;
const addressed = `select ${columns} from channel_addresses a join channels c on c.workspace_id = a.workspace_id and c.id = a.channel_id where a.address = $1`;

/** Finds channels by what a caller brings: their id, or an address of theirs. */
@Injectable()
export class FindChannel {
  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly secrets: Secrets,
  ) {}

  /** From outside, before a workspace is known. */
  async route(channelId: string): Promise<ReadyChannel | null> {
    return this.ready(await this.system.query<ChannelRow>(routed, [channelId]));
  }

  /** By an address that mail is sent to. */
  async routeAddress(address: string): Promise<ReadyChannel | null> {
    return this.ready(await this.system.query<ChannelRow>(addressed, [address.toLowerCase()]));
  }

  /** In the workspace in context. */
  async byId(channelId: string): Promise<ReadyChannel | null> {
    return this.ready(await this.database.query<ChannelRow>(here, [channelId]));
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
