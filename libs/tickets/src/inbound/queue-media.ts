import { Injectable } from '@nestjs/common';
import {
  type DueRow,
  type EventOf,
  Jobs,
  Subscriber,
  Sweep,
  type SweepRun,
  Sweeps,
  type Tx,
  rows,
} from '#libs/platform';
import { MessageChanged, MessageReceived } from '../core/events.js';
import { FetchMedia, fetchMedia } from './fetch-media.js';
import { filesToFetch, filesToGiveUp, filesToQueueAgain } from './fetch-media.queries.js';

/**
 * Queues files to be fetched from their provider; sweeps find them in the database, so that a lost queue loses none.
 */
@Injectable()
export class QueueMedia {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly jobs: Jobs,
    private readonly media: FetchMedia,
  ) {}

  /** Queues the files that a message has at its provider, at first and when an agent asks again. */
  @Subscriber([MessageReceived, MessageChanged], 'fetch-media')
  async queue(event: EventOf<typeof MessageReceived | typeof MessageChanged>, tx: Tx): Promise<void> {
    if (!event.hasFilesToFetch) return;
    const files = await rows<{ id: string }>(tx, filesToFetch, [event.messageId]);
    for (const { id } of files)
      await this.jobs.add(fetchMedia, { workspaceId: event.workspaceId, attachmentId: id }, { jobId: id });
  }

  /** Queues files again that should have been fetched by now. */
  @Sweep('rearm-media', 30_000)
  async queueAgain(run: SweepRun): Promise<void> {
    for await (const files of this.sweeps.pages<DueRow>(filesToQueueAgain, run)) {
      await this.jobs.addAll(
        fetchMedia,
        files.map(({ workspaceId, id }) => ({ payload: { workspaceId, attachmentId: id }, options: { jobId: id } })),
      );
    }
  }

  /** Marks files as failed that could not be fetched for long: an agent sees it and can ask to fetch them again. */
  @Sweep('give-up-media', 60_000)
  giveUp(run: SweepRun): Promise<void> {
    return this.sweeps.each(filesToGiveUp, ({ id }) => this.media.giveUp(id), run);
  }
}
