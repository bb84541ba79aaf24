import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Mails what a visitor has left unread on a ticket. It names the ticket: several answers go in one mail. */
export const mailUnreadAnswers = defineJob({
  name: 'mail-unread-answers',
  payload: z.object({ workspaceId: z.uuid(), ticketId: z.uuid() }),
  attempts: 2,
  backoffMs: 5_000,
  timeoutMs: 60_000,
});
