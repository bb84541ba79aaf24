import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { reason } from '#libs/contracts';
import {
  Database,
  type DueRow,
  JobHandler,
  Jobs,
  type PayloadOfJob,
  Sweep,
  type SweepRun,
  Sweeps,
  type Tx,
  defineJob,
  firstRow,
  isRetryable,
  isUnavailable,
  newId,
  reasonOf,
} from '#libs/platform';
import { AdapterContexts, FindChannel, type ReadyChannel } from '../find-channel.js';
import type { ProviderTemplate, TemplateList } from '../template-values.js';
import { dropSync, dropTemplates, dueSyncs, endSync, failSync, keepTemplates, startSync } from './templates.queries.js';

/** Reads a channel's templates from its provider. */
export const syncTemplates = defineJob({
  name: 'sync-templates',
  payload: z.object({ workspaceId: z.uuid(), channelId: z.uuid() }),
  attempts: 3,
  backoffMs: 5_000,
  timeoutMs: 300_000,
});

const batchSize = 500;

/** Keeps the templates of channels as their providers have them: when asked to, and once a day. */
@Injectable()
export class SyncTemplates {
  constructor(
    private readonly database: Database,
    private readonly sweeps: Sweeps,
    private readonly jobs: Jobs,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
  ) {}

  /** One that is due stays so until it has ended, so a lost queue loses none. */
  @Sweep('sync-templates', 5_000)
  async queue(run: SweepRun): Promise<void> {
    for await (const due of this.sweeps.pages<DueRow>(dueSyncs, run)) {
      await this.jobs.addAll(
        syncTemplates,
        due.map(({ workspaceId, id }) => ({ payload: { workspaceId, channelId: id }, options: { jobId: id } })),
      );
    }
  }

  @JobHandler(syncTemplates)
  async sync({ channelId }: PayloadOfJob<typeof syncTemplates>): Promise<void> {
    const due = await firstRow<{ startedAt: Date }>(this.database, startSync, [channelId]);
    const channel = due && (await this.channels.byId(channelId));
    if (!due || !channel) return;
    const keep = (list: TemplateList) =>
      this.database.transaction((tx) => this.keep(tx, channelId, due.startedAt, list));
    try {
      await keep(channel.isArchived ? null : await this.read(channel));
    } catch (error) {
      if (isUnavailable(error) || isRetryable(error)) throw error;
      // It would fail again at once, as it stays due.
      await keep({ failure: reason('could-not-be-stored', { why: reasonOf(error) }) });
    }
  }

  private async read(channel: ReadyChannel): Promise<TemplateList> {
    return (await channel.adapter.listTemplates?.(this.contexts.of(channel))) ?? null;
  }

  private async keep(tx: Tx, channelId: string, startedAt: Date, list: TemplateList): Promise<void> {
    if (!list) {
      await tx.query(dropTemplates, [channelId, null]);
      await tx.query(dropSync, [channelId, startedAt]);
    } else if ('failure' in list) {
      await tx.query(failSync, [channelId, startedAt, list.failure.slice(0, 500)]);
    } else {
      for (let at = 0; at < list.templates.length; at += batchSize)
        await tx.query(keepTemplates, [channelId, startedAt, rowsOf(list.templates.slice(at, at + batchSize))]);
      await tx.query(dropTemplates, [channelId, startedAt]);
      await tx.query(endSync, [channelId, startedAt]);
    }
  }
}

const rowsOf = (templates: ProviderTemplate[]): string =>
  JSON.stringify(templates.map((template) => ({ id: newId(), ...template })));
