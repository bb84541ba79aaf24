import { Injectable } from '@nestjs/common';
import { type DueRow, Jobs, Sweep, type SweepRun, Sweeps } from '#libs/platform';
import { FetchMedia, fetchMedia } from './fetch-media.js';

const waiting = (when: string) => `
  select workspace_id as "workspaceId", id, fetch_since::text as "dueAt" from attachments
  where state = 'fetching' and ${when} and (fetch_since, id) > ($1::timestamptz, $2::uuid) order by fetch_since, id limit $3`;
const wanted = waiting(`fetch_since between now() - interval '2 hours' and now() - interval '30 seconds'`);
const overdue = waiting(`fetch_since < now() - interval '2 hours'`);

/** Finds files that are still at their provider in the database, so that a lost queue loses none. */
@Injectable()
export class SweepMedia {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly jobs: Jobs,
    private readonly media: FetchMedia,
  ) {}

  /** Queues files again that should have been fetched by now. */
  @Sweep('rearm-media', 30_000)
  async rearm(run: SweepRun): Promise<void> {
    for await (const files of this.sweeps.pages<DueRow>(wanted, run)) {
      await this.jobs.addAll(
        fetchMedia,
        files.map(({ workspaceId, id }) => ({ payload: { workspaceId, attachmentId: id }, options: { jobId: id } })),
      );
    }
  }

  /** Marks files as failed that could not be fetched for long: an agent sees it and can ask to fetch them again. */
  @Sweep('give-up-media', 60_000)
  giveUp(run: SweepRun): Promise<void> {
    return this.sweeps.each(overdue, ({ id }) => this.media.giveUp(id), run);
  }
}
