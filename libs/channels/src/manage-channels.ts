import { Injectable } from '@nestjs/common';
import { type FindOneOptions, MoreThan } from 'typeorm';
import type { Channel } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import {
  AddressRefused,
  Config,
  Database,
  Network,
  Problem,
  Secrets,
  type Tx,
  newId,
  repository,
  requireWorkspaceId,
  rows,
  uniqueViolation,
} from '#libs/platform';
import { ChannelEntity, ChannelRoute } from './channel.entity.js';
import { addressesOfOthers, dropOtherAddresses, takeAddresses } from './channels.queries.js';
import type { ChannelAdapter } from './define-channel.js';
import { adapterOf } from './find-channel.js';
import { compareFacts, factsOf } from './settings/audit-change.js';
import { destinationsOf } from './settings/destination-hosts.js';
import { maskSettings, splitSecrets } from './settings/mask-settings.js';
import { changedDestinations, mergeSettings, missingSecrets } from './settings/merge-settings.js';
import { openSettings, sealSettings } from './settings/seal-settings.js';
import { destinationFields } from './settings/settings-form.js';
import { validSettings } from './settings/valid-settings.js';

type Settings = Record<string, unknown>;
type Lock = FindOneOptions<ChannelEntity>['lock'];
interface NewChannel {
  type: string;
  name: string;
  settings: Settings;
  storeId?: string;
  teamId?: string;
}
interface ChannelChange {
  name?: string;
  settings?: Settings;
  storeId?: string | null;
  teamId?: string | null;
  active?: boolean;
}

/** Manages the workspace's channels and their settings. Secrets are write-only. */
@Injectable()
export class ManageChannels {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly network: Network,
  ) {}

  async list(afterId: string | undefined, limit: number): Promise<Channel[]> {
    const channels = await repository(this.database, ChannelEntity).find({
      where: afterId ? { id: MoreThan(afterId) } : {},
      order: { id: 'ASC' },
      take: limit,
    });
    return channels.map((channel) => this.describe(channel));
  }

  async get(channelId: string): Promise<Channel> {
    return this.describe(await this.existing(this.database, channelId));
  }

  async create(agent: AgentContext, input: NewChannel): Promise<Channel> {
    const adapter = adapterOf(input.type);
    if (!adapter)
      throw new Problem('invalid-request', { errors: [{ path: 'body.type', message: 'not a kind of channel' }] });
    const settings = validSettings(adapter.settings, input.settings);
    this.refuseHosts(adapter, settings);
    const id = newId();
    const { open, secrets } = splitSecrets(adapter.settings, settings);
    return this.write(async (tx) => {
      const channel = await repository(tx, ChannelEntity).insert({
        id,
        type: input.type,
        name: input.name,
        storeId: input.storeId ?? null,
        teamId: input.teamId ?? null,
        settings: open,
        secrets: sealSettings(this.secrets, id, secrets),
      });
      await repository(tx, ChannelRoute).insert({ channelId: id, type: input.type });
      await this.setAddresses(tx, id, adapter, settings);
      await audit(tx, agent, {
        action: 'create-channel',
        targetKind: 'channel',
        targetId: id,
        data: { type: input.type },
      });
      return this.describe(channel);
    });
  }

  async update(agent: AgentContext, channelId: string, change: ChannelChange): Promise<Channel> {
    return this.write(async (tx) => {
      // Lock the channel: the settings are read, merged and written, so concurrent changes could undo each other.
      const channel = await this.existing(tx, channelId, { mode: 'for_no_key_update' });
      const { settings: patch, ...plain } = change;
      const renamed = await repository(tx, ChannelEntity).update({ id: channelId }, plain);
      const changed = patch ? await this.changeSettings(tx, channel, patch) : renamed!;
      await this.auditChange(tx, agent, channel, changed);
      return this.describe(changed);
    });
  }

  private async auditChange(tx: Tx, agent: AgentContext, before: ChannelEntity, after: ChannelEntity) {
    const schema = adapterOf(before.type)?.settings;
    const facts = (channel: ChannelEntity) =>
      factsOf(channel, schema, schema ? openSettings(this.secrets, channel) : {});
    const change = compareFacts(facts(before), facts(after));
    if (!change) return;
    const goesElsewhere =
      schema && destinationFields(schema).some((name) => Object.hasOwn(change.changes, `settings.${name}`));
    await audit(tx, agent, {
      action: goesElsewhere ? 'change-channel-destination' : 'change-channel',
      targetKind: 'channel',
      targetId: before.id,
      data: change,
    });
  }

  private async changeSettings(tx: Tx, channel: ChannelEntity, patch: Settings): Promise<ChannelEntity> {
    const adapter = adapterOf(channel.type)!;
    const old = openSettings(this.secrets, channel);
    const missing = missingSecrets(adapter.settings, old, patch);
    if (missing.length)
      throw new Problem('secrets-required', {
        errors: missing.map((name) => ({ path: `body.settings.${name}`, message: 'send it again' })),
      });
    const settings = validSettings(adapter.settings, mergeSettings(adapter.settings, old, patch));
    if (changedDestinations(adapter.settings, old, patch).length) this.refuseHosts(adapter, settings);
    const { open, secrets } = splitSecrets(adapter.settings, settings);
    await this.setAddresses(tx, channel.id, adapter, settings);
    const changed = await repository(tx, ChannelEntity).update(
      { id: channel.id },
      {
        settings: open,
        secrets: sealSettings(this.secrets, channel.id, secrets),
        errorMessage: null,
        errorSince: null,
      },
    );
    return changed!;
  }

  /** Refuses forbidden addresses already in the settings. Names are resolved and checked at each connection. */
  private refuseHosts(adapter: ChannelAdapter, settings: Settings) {
    for (const { field, host, port } of destinationsOf(adapter.settings, settings)) {
      try {
        this.network.refuseLiteralHost(host, port);
      } catch (error) {
        if (!(error instanceof AddressRefused)) throw error;
        throw new Problem('address-refused', {
          errors: [{ path: `body.settings.${field}`, message: 'not an address that may be used here' }],
        });
      }
    }
  }

  private async setAddresses(tx: Tx, channelId: string, adapter: ChannelAdapter, settings: Settings) {
    const addresses = (adapter.addresses?.(settings) ?? []).map((address) => address.toLowerCase());
    await tx.query(dropOtherAddresses, [channelId, addresses]);
    await tx.query(takeAddresses, [addresses, channelId, requireWorkspaceId()]);
    // Check after the insert: it has waited for a concurrent transaction that added the address.
    const taken = await rows<{ address: string }>(tx, addressesOfOthers, [addresses, channelId]);
    if (taken[0]) throw new Problem('conflict', 'Another channel has this address already');
  }

  private async existing(from: Tx | Database, id: string, lock?: Lock): Promise<ChannelEntity> {
    const channel = await repository(from, ChannelEntity).findOne({ where: { id }, lock });
    if (!channel) throw new Problem('not-found');
    return channel;
  }

  private async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (uniqueViolation(error) !== null) throw new Problem('conflict', 'Another channel has this address already');
      throw error;
    }
  }

  private describe(channel: ChannelEntity): Channel {
    const adapter = adapterOf(channel.type);
    const { id, type, name, storeId, teamId, active } = channel;
    return {
      id,
      type,
      name,
      storeId,
      teamId,
      active,
      settings: adapter ? maskSettings(adapter.settings, openSettings(this.secrets, channel)) : {},
      error:
        channel.errorMessage && channel.errorSince
          ? { message: channel.errorMessage, since: channel.errorSince.toISOString() }
          : null,
      createdAt: channel.createdAt.toISOString(),
      webhookUrl: adapter?.receive === 'webhook' ? `${this.config.publicUrl}/hooks/${type}/${id}` : null,
    };
  }
}
