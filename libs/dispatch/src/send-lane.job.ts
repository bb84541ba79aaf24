import { z } from 'zod';
import { defineJob } from '#libs/platform';

/** Sends the due dispatches of a lane in order. Names the lane, not a dispatch, so that the order is kept. */
export const sendLane = defineJob({
  name: 'send-lane',
  // A lane may be a digest, which has no valid UUID version.
  payload: z.object({ workspaceId: z.uuid(), lane: z.guid() }),
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 15,
  timeoutMs: 100_000,
});
