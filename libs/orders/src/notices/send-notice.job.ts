import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Tells a buyer what is due. What that is and how they are reached is looked up when it runs. */
export const sendNotice = defineJob({
  name: 'send-notice',
  payload: z.object({ workspaceId: z.uuid(), noticeId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
  timeoutMs: 100_000,
});
