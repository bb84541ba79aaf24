import { Injectable } from '@nestjs/common';
import { Jobs, SystemDatabase } from '#libs/platform';
import { duePages } from '../../due-pages.js';
import { authenticateMailJob } from './authenticate-mail.job.js';

/** Longer than the queue waits by itself, where it has not been lost. */
const overdue = `messages where has_raw and 'unauthenticated' = any(flags) and sender_checked_at is null and created_at between now() - interval '7 days' and now() - interval '1 minute'`;

/** Finds mails whose sender nobody has looked up, in the database: so none stays in doubt for a queue that was lost. */
@Injectable()
export class SweepSenders {
  constructor(private readonly system: SystemDatabase, private readonly jobs: Jobs) {}

  async rearm(signal: AbortSignal): Promise<void> {
    for await (const mails of duePages(this.system, overdue, signal)) {
      await this.jobs.addAll(authenticateMailJob, mails.map(({ workspaceId, id }) => ({ payload: { workspaceId, messageId: id }, options: { jobId: id } })));
    }
  }
}
