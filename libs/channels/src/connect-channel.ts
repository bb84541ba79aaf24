import { Injectable } from '@nestjs/common';
import { Database, Problem } from '#libs/platform';
import { ChannelHints } from './channel-hints.js';
import type { Finding } from './define-channel.js';
import { AdapterContexts, FindChannel, type ReadyChannel } from './find-channel.js';
import { noteChannelWorks } from './watch-channels.js';

/** Tries a channel at its provider. What turns out to work is noted; what does not changes nothing here. */
@Injectable()
export class ConnectChannel {
  constructor(
    private readonly database: Database,
    private readonly find: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly hints: ChannelHints,
  ) {}

  /** Asks the provider, and changes nothing there. */
  check(channelId: string): Promise<Omit<Finding, 'proves'>> {
    return this.try(channelId, ({ adapter }) => adapter.check);
  }

  /** Sets the channel up at the provider, where the adapter can and the channel is not archived, and checks it. */
  connect(channelId: string): Promise<Omit<Finding, 'proves'>> {
    return this.try(channelId, ({ adapter, isArchived }) =>
      isArchived ? adapter.check : (adapter.connect ?? adapter.check),
    );
  }

  private async try(channelId: string, how: (channel: ReadyChannel) => ReadyChannel['adapter']['check']) {
    const channel = await this.find.byId(channelId);
    if (!channel) throw new Problem('not-found');
    const { ok, message, proves } = (await how(channel)?.(this.contexts.of(channel))) ?? { ok: true, message: '' };
    if (ok && proves) {
      await noteChannelWorks(this.database, channel, proves);
      this.hints.changed(channelId);
    }
    return { ok, message };
  }
}
