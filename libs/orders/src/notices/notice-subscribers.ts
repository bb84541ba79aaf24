import { Jobs, type Subscriber, provideSubscriber, rows } from '#libs/platform';
import { dueOfOrder, returnNotice } from './notice.queries.js';
import { sendNotice } from './send-notice.job.js';

/** Has the news of an order told at once. */
const sendDue = (jobs: Jobs): Subscriber => ({
  name: 'send-notices',
  on: ['OrderChanged'],
  async handle(tx, { workspaceId, payload }) {
    const due = await rows<{ id: string }>(tx, dueOfOrder, [payload['orderId']]);
    for (const { id } of due) await jobs.add(sendNotice, { workspaceId, noticeId: id }, { jobId: id });
  },
});

/** Takes a notice back whose message could not be delivered; the sweep finds it another way. */
const takeBack = (): Subscriber => ({
  name: 'take-back-notices',
  on: ['MessageStatusChanged'],
  async handle(tx, { payload }) {
    if (payload['status'] === 'failed') await rows(tx, returnNotice, [payload['messageId']]);
  },
});

export const noticeSubscribers = [provideSubscriber([Jobs], sendDue), provideSubscriber([], takeBack)];
