import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Fires a clock's warning or breach when it is due. Does nothing when the clock's version has changed. */
export const fireSlaClock = defineJob({
  name: 'fire-sla-clock',
  payload: z.object({ workspaceId: z.uuid(), clockId: z.uuid(), version: z.number().int() }),
  attempts: 5,
  backoffMs: 1_000,
  concurrency: 10,
  timeoutMs: 30_000,
});
