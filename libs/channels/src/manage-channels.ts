import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type FindOneOptions, MoreThan } from 'typeorm';
import type { Channel } from '#libs/contracts';
import { type AgentContext, CountsTrouble, audit } from '#libs/identity';
import {
  AddressRefused,
  Database,
  Network,
  Problem,
  Secrets,
  type Tx,
  firstRow,
  newId,
  repository,
  uniqueViolation,
} from '#libs/platform';
import { firstRenewal } from './credentials/renew-credentials.js';
import { ChannelEntity, ChannelRoute } from './channel.entity.js';
import { ChannelHints } from './channel-hints.js';
import { countBroken } from './channels.queries.js';
import type { ChannelAdapter } from './define-channel.js';
import { DescribeChannels } from './describe-channels.js';
import { adapterOf } from './find-channel.js';
import { keepAddresses, routeOf } from './keep-addresses.js';
import { RetireChannel } from './retire-channel.js';
import { requestTemplateSync } from './templates/note-template.js';
import { compareFacts, factsOf } from './settings/audit-change.js';
import {
  changedDestinations,
  destinationsOf,
  mergeSettings,
  missingSecrets,
  validSettings,
} from './settings/merge-settings.js';
import { openSettings, sealSettings, splitSecrets } from './settings/seal-settings.js';
import { destinationFields, fillGenerated } from './settings/settings-form.js';

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
  archived?: boolean;
}

/** Manages the workspace's channels and their settings. Secrets are write-only. */
@Injectable()
@CountsTrouble({ kind: 'channels' })
export class ManageChannels implements CountsTrouble {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly network: Network,
    private readonly shown: DescribeChannels,
    private readonly retiring: RetireChannel,
    private readonly hints: ChannelHints,
  ) {}

  async countTrouble(): Promise<number> {
    return (await firstRow<{ count: number }>(this.database, countBroken, []))!.count;
  }

  async list(afterId: string | undefined, limit: number): Promise<Channel[]> {
    const channels = await repository(this.database, ChannelEntity).find({
      where: afterId ? { id: MoreThan(afterId) } : {},
      order: { id: 'ASC' },
      take: limit,
    });
    return this.shown.all(this.database, channels);
  }

  async get(channelId: string): Promise<Channel> {
    return this.shown.one(this.database, await this.existing(this.database, channelId));
  }

  async create(agent: AgentContext, input: NewChannel): Promise<Channel> {
    const adapter = adapterOf(input.type);
    if (!adapter)
      throw new Problem('invalid-request', { errors: [{ path: 'body.type', message: 'not a kind of channel' }] });
    const settings = fillGenerated(adapter.settings, validSettings(adapter.settings, input.settings));
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
        ...firstRenewal(adapter),
      });
      await repository(tx, ChannelRoute).insert({
        channelId: id,
        type: input.type,
        ...routeOf(this.secrets, adapter, settings),
      });
      await keepAddresses(tx, id, adapter, settings);
      if (adapter.listTemplates) await requestTemplateSync(tx, id);
      await audit(tx, agent, {
        action: 'create-channel',
        targetKind: 'channel',
        targetId: id,
        data: { type: input.type },
      });
      this.hints.changed(id, tx);
      return this.shown.one(tx, channel);
    });
  }

  async update(agent: AgentContext, channelId: string, change: ChannelChange): Promise<Channel> {
    const changed = await this.change(agent, channelId, change);
    if (!change.archived) return changed;
    await this.retiring.disconnect(channelId);
    return this.get(channelId);
  }

  private change(agent: AgentContext, channelId: string, change: ChannelChange): Promise<Channel> {
    return this.write(async (tx) => {
      // Lock the channel: the settings are read, merged and written, so concurrent changes could undo each other.
      const channel = await this.existing(tx, channelId, { mode: 'for_no_key_update' });
      const { settings: patch, archived, ...plain } = change;
      if ((archived ?? channel.archivedAt !== null) && plain.active)
        throw new Problem('conflict', 'The channel is archived');
      const settled = archived === undefined ? {} : await this.retiring.archive(tx, channel, archived);
      const renamed = (await repository(tx, ChannelEntity).update({ id: channelId }, { ...plain, ...settled }))!;
      const changed = patch ? await this.changeSettings(tx, renamed, patch) : renamed;
      if (archived === false && adapterOf(channel.type)?.listTemplates) await requestTemplateSync(tx, channelId);
      await this.auditChange(tx, agent, channel, changed);
      this.hints.changed(channelId, tx);
      return this.shown.one(tx, changed);
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
    const merged = validSettings(adapter.settings, mergeSettings(adapter.settings, old, patch));
    const settings = fillGenerated(adapter.settings, merged);
    const goesElsewhere = changedDestinations(adapter.settings, old, patch).length > 0;
    if (goesElsewhere) this.refuseHosts(adapter, settings);
    const { open, secrets } = splitSecrets(adapter.settings, settings);
    if (adapter.appHook)
      await repository(tx, ChannelRoute).update({ channelId: channel.id }, routeOf(this.secrets, adapter, settings));
    if (!channel.archivedAt) await keepAddresses(tx, channel.id, adapter, settings);
    if (adapter.listTemplates) await requestTemplateSync(tx, channel.id);
    const isOther = goesElsewhere || !isDeepStrictEqual(accountOf(adapter, old), accountOf(adapter, settings));
    const changed = await repository(tx, ChannelEntity).update(
      { id: channel.id },
      {
        settings: open,
        secrets: sealSettings(this.secrets, channel.id, secrets),
        errorMessage: null,
        errorSince: null,
        deniedMessage: null,
        deniedSince: null,
        // What was known of another server, address or account says nothing of this one.
        ...(isOther && { receivesSince: null, sendsSince: null, ...firstRenewal(adapter) }),
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
          errors: [{ path: `body.settings.${field}`, message: error.hint }],
        });
      }
    }
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
}

/** By what a channel is known at its provider. */
const accountOf = (adapter: ChannelAdapter, settings: Settings) => [
  adapter.addresses?.(settings) ?? [],
  splitSecrets(adapter.settings, settings).secrets,
];
