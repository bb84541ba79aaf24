import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Sends what is queued on a ticket, oldest first. It names the conversation, not a message, so that order is kept. */
export const deliverMessage = defineJob({
  name: 'deliver-message',
  payload: z.object({ workspaceId: z.uuid(), ticketId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 10,
  timeoutMs: 100_000,
});
