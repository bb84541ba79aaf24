import { z } from 'zod';
import { type Jobs, type Subscriber, defineJob, firstRow } from '#libs/platform';

/** Looks up whether a mail is from whom it says it is. */
export const authenticateMailJob = defineJob({
  name: 'authenticate-mail',
  payload: z.object({ workspaceId: z.uuid(), messageId: z.uuid() }),
  attempts: 6,
  backoffMs: 10_000,
  concurrency: 4,
});

const doubtful = `select 1 from messages where id = $1 and has_raw and 'unauthenticated' = any(flags)`;

/** Has each mail looked at once it is stored. */
export const authenticateSubscriber = (jobs: Jobs): Subscriber => ({
  name: 'authenticate-mail',
  on: ['MessageReceived'],
  async handle(tx, { workspaceId, payload }) {
    const messageId = String(payload['messageId']);
    if (await firstRow(tx, doubtful, [messageId])) await jobs.add(authenticateMailJob, { workspaceId, messageId }, { jobId: messageId });
  },
});
