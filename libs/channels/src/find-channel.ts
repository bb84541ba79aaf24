import { Injectable } from '@nestjs/common';
import { Config, Database, Network, Secrets, SystemDatabase } from '#libs/platform';
import * as each from './adapters/index.js';
import type { ChannelEntity } from './channel.entity.js';
import { channelByAddress, channelById, channelByRoute, channelsByAccount, isVerifyMark } from './channels.queries.js';
import { verifyMarkOf } from './keep-addresses.js';
import type { AdapterTools, ChannelAdapter, ChannelContext } from './define-channel.js';
import { openSettings } from './settings/seal-settings.js';

/** All kinds of channel. */
export const adapters: ChannelAdapter[] = Object.values(each);

/** A channel with its adapter and its decrypted settings. */
export interface ReadyChannel {
  id: string;
  workspaceId: string;
  type: string;
  name: string;
  storeId: string | null;
  teamId: string | null;
  active: boolean;
  /** The provider refused its credentials when something was sent last. */
  isDenied: boolean;
  isArchived: boolean;
  settings: Record<string, unknown>;
  /** Whether it is known that messages arrive by it, and that they leave. */
  receives: boolean;
  sends: boolean;
  adapter: ChannelAdapter;
}

/** The adapter of a kind of channel, or null. */
export const adapterOf = (type: string): ChannelAdapter | null =>
  adapters.find((adapter) => adapter.type === type) ?? null;

/** Where a provider delivers to a channel. */
export const webhookUrlOf = ({ publicUrl }: Config, type: string, channelId: string): string =>
  `${publicUrl}/hooks/${type}/${channelId}`;

type ChannelRow = Pick<
  ChannelEntity,
  'id' | 'workspaceId' | 'type' | 'name' | 'storeId' | 'teamId' | 'active' | 'settings' | 'secrets'
> &
  Pick<ReadyChannel, 'isDenied' | 'isArchived' | 'receives' | 'sends'>;

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

  /** Finds the active channels of a kind that have one of the accounts, in any workspace; at most 200. */
  async routeAccounts(type: string, accounts: string[]): Promise<ReadyChannel[]> {
    const found = await this.system.query<ChannelRow>(channelsByAccount, [type, accounts]);
    return found.flatMap((row) => this.ready([row]) ?? []);
  }

  /** Whether a verify token is that of an active channel of these kinds, in any workspace. */
  async isVerifyToken(types: string[], token: string): Promise<boolean> {
    return (await this.system.query(isVerifyMark, [types, verifyMarkOf(this.secrets, token)])).length > 0;
  }

  /** Finds a channel of the workspace in context. */
  async byId(channelId: string): Promise<ReadyChannel | null> {
    return this.ready(await this.database.query<ChannelRow>(channelById, [channelId]));
  }

  private ready([channel]: ChannelRow[]): ReadyChannel | null {
    const adapter = channel && adapterOf(channel.type);
    if (!channel || !adapter) return null;
    const { secrets: _, ...known } = channel;
    return { ...known, adapter, settings: openSettings(this.secrets, channel) };
  }
}

/** Provides an adapter's context: its channel's settings, the guarded fetch and the time. */
@Injectable()
export class AdapterContexts {
  private readonly tools: AdapterTools;

  constructor(
    private readonly config: Config,
    network: Network,
    secrets: Secrets,
  ) {
    this.tools = {
      fetch: network.fetch,
      now: () => new Date(),
      mail: {
        smtpUrl: config.smtpUrl,
        messageIdKey: secrets.key('message-id'),
        resolve: (host) => network.assertAddressAllowed(host, 25),
      },
    };
  }

  of(channel: ReadyChannel): ChannelContext<any> {
    const { id: channelId, settings, type } = channel;
    return { channelId, settings, tools: this.tools, webhookUrl: webhookUrlOf(this.config, type, channelId) };
  }
}
