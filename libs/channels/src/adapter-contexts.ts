import { Injectable } from '@nestjs/common';
import { Config, createGuardedFetch } from '#libs/platform';
import type { AdapterTools, ChannelContext } from './define-channel.js';
import type { ReadyChannel } from './find-channel.js';

/** Gives an adapter what it may use: its channel's settings, a guarded way out, the time. */
@Injectable()
export class AdapterContexts {
  private readonly tools: AdapterTools;

  constructor(config: Config) {
    this.tools = { fetch: createGuardedFetch(config), now: () => new Date() };
  }

  of(channel: ReadyChannel): ChannelContext<any> {
    return { channelId: channel.id, settings: channel.settings, tools: this.tools };
  }
}
