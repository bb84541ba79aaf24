import { Injectable } from '@nestjs/common';
import { Database, JobHandler, type PayloadOfJob, defineJob, rows } from '#libs/platform';
import { z } from 'zod';
import { openLanes } from './dispatch.queries.js';
import { SendLane } from './send-lane.js';

const ofTicket = z.object({ workspaceId: z.uuid(), ticketId: z.uuid() });
const ofNotice = z.object({ workspaceId: z.uuid(), noticeId: z.uuid() });
const common = { attempts: 3, backoffMs: 2_000, concurrency: 1, timeoutMs: 100_000 };

const deliverMessage = defineJob({ ...common, name: 'deliver-message', payload: ofTicket });
const mailUnreadAnswers = defineJob({ ...common, name: 'mail-unread-answers', payload: ofTicket });
const sendNotice = defineJob({ ...common, name: 'send-notice', payload: ofNotice });

/** Handles jobs that an earlier version queued, by queuing their lanes. Remove it after one release. */
@Injectable()
export class EarlierJobs {
  constructor(
    private readonly database: Database,
    private readonly lanes: SendLane,
  ) {}

  @JobHandler(deliverMessage)
  ofMessages({ ticketId }: PayloadOfJob<typeof deliverMessage>): Promise<void> {
    return this.lead(ticketId, 'message');
  }

  @JobHandler(mailUnreadAnswers)
  ofUnreadAnswers({ ticketId }: PayloadOfJob<typeof mailUnreadAnswers>): Promise<void> {
    return this.lead(ticketId, 'unread-answers');
  }

  @JobHandler(sendNotice)
  ofNotices({ noticeId }: PayloadOfJob<typeof sendNotice>): Promise<void> {
    return this.lead(noticeId, 'order-notice');
  }

  private async lead(id: string, owner: string): Promise<void> {
    for (const { lane } of await rows<{ lane: string }>(this.database, openLanes, [id, owner]))
      await this.lanes.queue(lane, { owner });
  }
}
