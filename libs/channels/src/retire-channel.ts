import { Injectable } from '@nestjs/common';
import { type AgentContext, audit } from '#libs/identity';
import { Database, Log, Problem, Secrets, type Tx, isForeignKeyViolation, repository } from '#libs/platform';
import { ChannelEntity } from './channel.entity.js';
import { ChannelHints } from './channel-hints.js';
import type { Finding } from './define-channel.js';
import { AdapterContexts, FindChannel, type ReadyChannel, adapterOf } from './find-channel.js';
import { freeAddresses, keepAddresses } from './keep-addresses.js';
import { openSettings } from './settings/seal-settings.js';
import { showChannelError } from './watch-channels.js';

/** Puts channels away: one that never had a ticket for good, another into the archive, from which it may come back. */
@Injectable()
export class RetireChannel {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly find: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly hints: ChannelHints,
    private readonly log: Log,
  ) {}

  async delete(agent: AgentContext, channelId: string): Promise<void> {
    const channel = await this.find.byId(channelId);
    await this.erase(agent, channelId);
    const left = channel && (await this.leave(channel));
    if (left?.ok === false) this.log.warn('a deleted channel is still connected', { channelId, reason: left.message });
  }

  private async erase(agent: AgentContext, channelId: string): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        const gone = await repository(tx, ChannelEntity).delete({ id: channelId });
        if (!gone) throw new Problem('not-found');
        await audit(tx, agent, { action: 'delete-channel', targetKind: 'channel', targetId: channelId, data: {} });
        this.hints.changed(channelId, tx);
      });
    } catch (error) {
      // Tickets hold their channel, also one that a message opens meanwhile.
      if (!isForeignKeyViolation(error)) throw error;
      throw new Problem('conflict', 'The channel has tickets: archive it instead');
    }
  }

  /** The fields of a channel that is put away, or taken out of the archive; its address is freed, or taken again. */
  async archive(tx: Tx, channel: ChannelEntity, archived: boolean): Promise<Partial<ChannelEntity>> {
    if (archived === (channel.archivedAt !== null)) return {};
    if (archived) {
      await freeAddresses(tx, channel.id);
      return { archivedAt: new Date(), active: false, errorMessage: null, errorSince: null };
    }
    const adapter = adapterOf(channel.type);
    if (adapter) await keepAddresses(tx, channel.id, adapter, openSettings(this.secrets, channel));
    return { archivedAt: null, errorMessage: null, errorSince: null };
  }

  /**
   * Takes back what was set up at the provider for a channel that is archived by now, where the adapter can. A failure
   * is shown on the channel; done again, it is tried again.
   */
  async disconnect(channelId: string): Promise<void> {
    const channel = await this.find.byId(channelId);
    const left = channel && (await this.leave(channel));
    if (!left) return;
    await showChannelError(this.database, channelId, left.ok ? null : left.message);
    // Taken out of the archive it is to be connected anew, also when that was done while the provider was asked.
    if (left.ok)
      await repository(this.database, ChannelEntity).update(
        { id: channelId },
        { receivesSince: null, sendsSince: null },
      );
    this.hints.changed(channelId);
  }

  private leave(channel: ReadyChannel): Promise<Finding | undefined> {
    return Promise.resolve(channel.adapter.disconnect?.(this.contexts.of(channel)));
  }
}
