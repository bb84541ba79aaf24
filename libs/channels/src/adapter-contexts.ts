import { Injectable } from '@nestjs/common';
import { Config, Network, Secrets } from '#libs/platform';
import type { AdapterTools, ChannelContext } from './define-channel.js';
import type { ReadyChannel } from './find-channel.js';

/** Provides an adapter's context: its channel's settings, the guarded fetch and the time. */
@Injectable()
export class AdapterContexts {
  private readonly tools: AdapterTools;

  constructor(config: Config, network: Network, secrets: Secrets) {
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
    return { channelId: channel.id, settings: channel.settings, tools: this.tools };
  }
}
