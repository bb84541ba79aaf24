import { Injectable } from '@nestjs/common';
import { type Channel, type ChannelState, type ChannelStep, readReason, reason } from '#libs/contracts';
import { Config, type Database, Secrets, type Tx } from '#libs/platform';
import { alertsOf } from './channel-alerts.js';
import type { ChannelEntity } from './channel.entity.js';
import type { ChannelAdapter, Installation } from './define-channel.js';
import { adapterOf, webhookUrlOf } from './find-channel.js';
import { maskSettings, openSettings } from './settings/seal-settings.js';

/** Describes channels for agents and admins: their state, their settings without secrets, and what they still need. */
@Injectable()
export class DescribeChannels {
  private readonly installation: Installation;

  constructor(
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {
    const { publicUrl, smtpPort: mailPort, smtpUrl } = config;
    this.installation = {
      publicUrl,
      mailHost: new URL(publicUrl).hostname,
      mailPort,
      sendsMail: smtpUrl !== undefined,
    };
  }

  async all(from: Tx | Database, channels: ChannelEntity[]): Promise<Channel[]> {
    const ids = channels.map(({ id }) => id);
    const alerts = await alertsOf(from, ids);
    return channels.map((channel) => this.describe(channel, alerts.get(channel.id) ?? []));
  }

  async one(from: Tx | Database, channel: ChannelEntity): Promise<Channel> {
    return (await this.all(from, [channel]))[0]!;
  }

  private describe(channel: ChannelEntity, alerts: Channel['alerts']): Channel {
    const adapter = adapterOf(channel.type);
    const { id, type, name, storeId, teamId, active, createdAt } = channel;
    const settings = adapter ? openSettings(this.secrets, channel) : {};
    return {
      id,
      type,
      name,
      storeId,
      teamId,
      active,
      state: this.stateOf(channel, adapter, settings),
      steps: this.stepsOf(channel, adapter, settings),
      settings: adapter ? maskSettings(adapter.settings, settings) : {},
      error: errorOf(channel),
      alerts,
      credentialsEndAt: channel.credentialsEndAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      webhookUrl: adapter?.receive === 'webhook' ? webhookUrlOf(this.config, type, id) : null,
      appWebhookUrl: adapter?.appHook ? `${this.config.publicUrl}/hooks/${adapter.appHook.name}` : null,
    };
  }

  private stateOf(channel: ChannelEntity, adapter: ChannelAdapter | null, settings: object): ChannelState {
    if (channel.archivedAt) return 'archived';
    if (!channel.active) return 'off';
    if (errorOf(channel) || !adapter) return 'error';
    // What browsers fetch from here does not need to be connected.
    if (adapter.receive === 'socket') return 'active';
    if (channel.receivesSince) return adapter.cannotSend?.(settings, this.installation) ? 'receives-only' : 'active';
    return channel.sendsSince ? 'waiting' : 'unconnected';
  }

  private stepsOf({ id }: ChannelEntity, adapter: ChannelAdapter | null, settings: object): ChannelStep[] {
    const steps = adapter?.explain?.(settings, id, this.installation) ?? [];
    return steps.map(({ name, level, values = {} }): ChannelStep => ({ name, level: level ?? 'info', values }));
  }
}

/**
 * That the provider refused the channel's credentials says more than what else went wrong; its own words alone, such as
 * "Unauthorized", do not say what they are of.
 */
function errorOf({ errorMessage, errorSince, deniedMessage, deniedSince }: ChannelEntity): Channel['error'] {
  if (deniedMessage && deniedSince) {
    const message = readReason(deniedMessage) ? deniedMessage : reason('credentials-refused', { why: deniedMessage });
    return { message, since: deniedSince.toISOString() };
  }
  return errorMessage && errorSince ? { message: errorMessage, since: errorSince.toISOString() } : null;
}
