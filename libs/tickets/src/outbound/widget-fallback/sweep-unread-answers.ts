import { Injectable } from '@nestjs/common';
import { type DueRow, Jobs, Sweep, type SweepRun, Sweeps } from '#libs/platform';
import { mailUnreadAnswers } from './mail-unread-answers.job.js';
import { dueAnswers } from './unread-answers.queries.js';

/** Finds answers that have waited long enough. The database keeps the time, so no queue that is lost loses one. */
@Injectable()
export class SweepUnreadAnswers {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly jobs: Jobs,
  ) {}

  @Sweep('mail-unread-answers', 5_000)
  async sweep(run: SweepRun): Promise<void> {
    for await (const answers of this.sweeps.pages<DueRow & { ticketId: string }>(dueAnswers, run)) {
      const tickets = new Map(answers.map(({ ticketId, workspaceId }) => [ticketId, workspaceId]));
      await this.jobs.addAll(
        mailUnreadAnswers,
        [...tickets].map(([ticketId, workspaceId]) => ({
          payload: { workspaceId, ticketId },
          options: { jobId: ticketId },
        })),
      );
    }
  }
}
