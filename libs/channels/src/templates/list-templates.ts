import { Injectable } from '@nestjs/common';
import type { Template } from '#libs/contracts';
import { Database, Jobs, JobsUnavailable, Problem, firstRow, requireWorkspaceId, rows } from '#libs/platform';
import { FindChannel } from '../find-channel.js';
import { requestTemplateSync } from './note-template.js';
import { syncTemplates } from './sync-templates.js';
import { type TemplateRow, describeTemplate } from './template-view.js';
import { syncOfChannel, templatesOfChannel } from './templates.queries.js';

/** Shows a channel's templates, and has them read again. */
@Injectable()
export class ListTemplates {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly jobs: Jobs,
  ) {}

  async page(channelId: string, afterId: string | undefined, limit: number): Promise<Template[]> {
    const found = await rows<TemplateRow>(this.database, templatesOfChannel, [channelId, afterId ?? null, limit]);
    return found.map(describeTemplate);
  }

  /** Throws Problem `not-found` for no channel. */
  async lastSync(channelId: string): Promise<{ syncedAt: string | null; error: string | null }> {
    await this.existing(channelId);
    const last = await firstRow<{ syncedAt: Date | null; error: string | null }>(this.database, syncOfChannel, [
      channelId,
    ]);
    return { syncedAt: last?.syncedAt?.toISOString() ?? null, error: last?.error ?? null };
  }

  async request(channelId: string): Promise<void> {
    const { adapter, isArchived } = await this.existing(channelId);
    if (!adapter.listTemplates || isArchived) throw new Problem('conflict', 'This channel has no templates');
    await this.database.transaction((tx) => requestTemplateSync(tx, channelId));
    await this.jobs
      .add(syncTemplates, { workspaceId: requireWorkspaceId(), channelId }, { jobId: channelId })
      // The sweep finds it.
      .catch((error: unknown) => {
        if (!(error instanceof JobsUnavailable)) throw error;
      });
  }

  private async existing(channelId: string) {
    const channel = await this.channels.byId(channelId);
    if (!channel) throw new Problem('not-found');
    return channel;
  }
}
