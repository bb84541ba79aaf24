import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database, Secrets, inWorkspace } from '#libs/platform';
import { adapters } from './all-adapters.js';
import { ChannelEntity } from './channel.entity.js';
import type { ChannelAdapter } from './define-channel.js';

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
export const adapterOf = (type: string): ChannelAdapter | null => adapters.find((adapter) => adapter.type === type) ?? null;

/** Finds channels by what a caller brings: their id, or an address of theirs. */
@Injectable()
export class FindChannel {
  constructor(private readonly database: Database, private readonly dataSource: DataSource, private readonly secrets: Secrets) {}

  /** From outside, before a workspace is known. */
  async route(channelId: string): Promise<ReadyChannel | null> {
    const [route] = await this.database.query<{ workspaceId: string }>('select workspace_id as "workspaceId" from channel_routes where channel_id = $1', [channelId]);
    return route ? inWorkspace(route.workspaceId, () => this.byId(channelId)) : null;
  }

  /** By an address that mail is sent to. */
  async routeAddress(address: string): Promise<ReadyChannel | null> {
    const [route] = await this.database.query<{ workspaceId: string; channelId: string }>(
      'select workspace_id as "workspaceId", channel_id as "channelId" from channel_addresses where address = $1',
      [address.toLowerCase()],
    );
    return route ? inWorkspace(route.workspaceId, () => this.byId(route.channelId)) : null;
  }

  /** In the workspace in context. */
  async byId(channelId: string): Promise<ReadyChannel | null> {
    const channel = await this.dataSource.getRepository(ChannelEntity).findOneBy({ id: channelId });
    const adapter = channel && adapterOf(channel.type);
    return channel && adapter ? this.ready(channel, adapter) : null;
  }

  private ready(channel: ChannelEntity, adapter: ChannelAdapter): ReadyChannel {
    const { id, workspaceId, type, name, storeId, teamId, active } = channel;
    return { id, workspaceId, type, name, storeId, teamId, active, adapter, settings: this.openSettings(channel) };
  }

  /** All settings, secrets included. They leave the server never. */
  openSettings(channel: Pick<ChannelEntity, 'id' | 'settings' | 'secrets'>): Record<string, unknown> {
    if (!channel.secrets) return channel.settings;
    const opened = this.secrets.box('channel-secrets').open(channel.secrets, `channel/${channel.id}`);
    return { ...channel.settings, ...(JSON.parse(opened) as Record<string, unknown>) };
  }

  sealSecrets(channelId: string, secrets: Record<string, unknown>): string | null {
    if (Object.keys(secrets).length === 0) return null;
    return this.secrets.box('channel-secrets').seal(JSON.stringify(secrets), `channel/${channelId}`);
  }
}
