import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Considers a question again, once its sender has been checked or the time for that is over. */
export const answerLater = defineJob({
  name: 'answer-later',
  payload: z.object({ workspaceId: z.uuid(), messageId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
