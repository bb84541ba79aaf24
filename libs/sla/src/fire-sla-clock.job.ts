import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Warns of a clock or marks its breach, when that is due. A version that is no longer the clock's makes it do nothing. */
export const fireSlaClock = defineJob({
  name: 'fire-sla-clock',
  payload: z.object({ workspaceId: z.uuid(), clockId: z.uuid(), version: z.number().int() }),
  attempts: 5,
  backoffMs: 1_000,
  concurrency: 10,
  timeoutMs: 30_000,
});
