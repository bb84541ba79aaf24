import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Mails a link to set a password or to join. The handler creates the token, so that no job payload contains one. */
export const mailAccountLink = defineJob({
  name: 'mail-account-link',
  payload: z.object({
    kind: z.enum(['reset', 'invitation']),
    accountId: z.uuid(),
    workspaceId: z.uuid().nullable(),
    agentId: z.uuid().nullable(),
  }),
  attempts: 5,
  backoffMs: 10_000,
});
