import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Sends what is due on a lane, oldest first. It names the lane, not a dispatch, so that order is kept. */
export const sendLane = defineJob({
  name: 'send-lane',
  // A lane may be a digest, which is no UUID by its version.
  payload: z.object({ workspaceId: z.uuid(), lane: z.guid() }),
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 15,
  timeoutMs: 100_000,
});
