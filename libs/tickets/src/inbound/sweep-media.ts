import { Injectable } from '@nestjs/common';
import { Jobs, Log, SystemDatabase, inWorkspace } from '#libs/platform';
import { duePages } from '../due-pages.js';
import { FetchMedia, fetchMedia } from './fetch-media.js';

const wait = `interval '2 hours'`;

/** Files that are still at their provider, found in the database: so none hangs on a queue that may be lost. */
@Injectable()
export class SweepMedia {
  constructor(private readonly system: SystemDatabase, private readonly jobs: Jobs, private readonly media: FetchMedia, private readonly log: Log) {}

  /** Queues again what should have been fetched by now. */
  async rearm(signal: AbortSignal): Promise<void> {
    for await (const files of duePages(this.system, `attachments where state = 'fetching' and fetch_since between now() - ${wait} and now() - interval '30 seconds'`, signal)) {
      await this.jobs.addAll(fetchMedia, files.map(({ workspaceId, id }) => ({ payload: { workspaceId, attachmentId: id }, options: { jobId: id } })));
    }
  }

  /** Ends the wait for what could not be fetched for long: a person sees it, and may have it tried again. */
  async giveUp(signal: AbortSignal): Promise<void> {
    for await (const files of duePages(this.system, `attachments where state = 'fetching' and fetch_since < now() - ${wait}`, signal)) {
      for (const { workspaceId, id } of files) await inWorkspace(workspaceId, () => this.media.giveUp(id)).catch((error: unknown) => this.log.error('a file could not be given up', error, { workspaceId, attachmentId: id }));
    }
  }
}
