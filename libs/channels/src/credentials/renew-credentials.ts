import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { reason } from '#libs/contracts';
import {
  Database,
  type DueIn,
  Log,
  Secrets,
  Sweep,
  type SweepRun,
  Sweeps,
  SystemDatabase,
  firstRow,
  repository,
} from '#libs/platform';
import { ChannelEntity } from '../channel.entity.js';
import type { ChannelAdapter, Renewal } from '../define-channel.js';
import { AdapterContexts, FindChannel, type ReadyChannel } from '../find-channel.js';
import { openSettings, sealSettings, splitSecrets } from '../settings/seal-settings.js';
import { noteDenial, showChannelError } from '../watch-channels.js';
import { claimRenewal, postponeRenewal, workspacesToRenew } from './renew-credentials.queries.js';

interface Claim {
  id: string;
  endsAt: Date | null;
}

const dayMs = 86_400_000;
/** Providers renew no token that is younger than a day, and the age of one that was typed is not known. */
const firstAfterMs = dayMs + 3_600_000;
/** From when an admin is told that the end comes nearer and renewing fails. */
const warnMs = 7 * dayMs;

/** When the credentials of a channel are renewed for the first time; nothing is known of their end before. */
export const firstRenewal = ({ renew }: ChannelAdapter) =>
  renew ? { renewAt: new Date(Date.now() + firstAfterMs), credentialsEndAt: null } : {};

/** Renews credentials that end, long before they do. */
@Injectable()
export class RenewCredentials {
  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly sweeps: Sweeps,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly secrets: Secrets,
    private readonly log: Log,
  ) {}

  @Sweep('renew-credentials', 300_000)
  async renewDue(run: Pick<SweepRun, 'name' | 'isOver'>): Promise<void> {
    const due = await this.system.query<DueIn & Record<string, unknown>>(workspacesToRenew);
    await this.sweeps.inTurns(due, () => this.renewNext(), run);
  }

  private async renewNext(): Promise<boolean> {
    const claim = await firstRow<Claim>(this.database, claimRenewal);
    const channel = claim && (await this.channels.byId(claim.id));
    const renewal = channel && (await channel.adapter.renew?.(this.contexts.of(channel)));
    if (channel && renewal)
      await ('settings' in renewal ? this.keep(channel, renewal) : this.tell(channel, claim, renewal));
    return claim !== null;
  }

  /** An admin may have entered others meanwhile: those stay. */
  private keep({ id, adapter, settings: used }: ReadyChannel, renewal: Extract<Renewal, { endsAt: Date }>) {
    return this.database.transaction(async (tx) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const stored = await repository(tx, ChannelEntity).findOne({ where: { id }, lock });
      const settings = stored && openSettings(this.secrets, stored);
      if (!settings || Object.keys(renewal.settings).some((name) => !isDeepStrictEqual(settings[name], used[name])))
        return;
      const { secrets } = splitSecrets(adapter.settings, { ...settings, ...renewal.settings });
      const left = renewal.endsAt.getTime() - Date.now();
      await repository(tx, ChannelEntity).update(
        { id },
        {
          secrets: sealSettings(this.secrets, id, secrets),
          credentialsEndAt: renewal.endsAt,
          renewAt: new Date(Date.now() + Math.max(dayMs, left / 2)),
          errorMessage: null,
          errorSince: null,
          deniedMessage: null,
          deniedSince: null,
        },
      );
    });
  }

  private async tell(channel: ReadyChannel, { endsAt }: Claim, failed: Extract<Renewal, { failure: string }>) {
    const { id: channelId } = channel;
    this.log.warn('the credentials of a channel could not be renewed', { channelId, reason: failed.failure });
    if (failed.denied) {
      await noteDenial(this.database, channelId, failed.failure);
      await this.database.query(postponeRenewal, [channelId]);
    } else if (endsAt && endsAt.getTime() - Date.now() < warnMs)
      await showChannelError(
        this.database,
        channelId,
        reason('credentials-end', { date: endsAt.toISOString().slice(0, 10), why: failed.failure }),
      );
  }
}
