import { Injectable } from '@nestjs/common';
import { Jobs, SystemDatabase } from '#libs/platform';
import { mailUnreadAnswers } from './mail-unread-answers.job.js';
import { dueTickets } from './unread-answers.queries.js';

const batch = 200;

/** Finds answers that have waited long enough. The database keeps the time, so no queue that is lost loses one. */
@Injectable()
export class SweepUnreadAnswers {
  constructor(private readonly system: SystemDatabase, private readonly jobs: Jobs) {}

  async sweep(): Promise<void> {
    const due = await this.system.query<{ workspaceId: string; ticketId: string }>(dueTickets, [batch]);
    for (const each of due) await this.jobs.add(mailUnreadAnswers, each, { jobId: each.ticketId });
  }
}
