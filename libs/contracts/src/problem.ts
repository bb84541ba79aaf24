import { z } from 'zod';

/** The types of RFC 9457 problems that Waypost answers with; clients switch on these. */
export const problemTypes = [
  'invalid-request',
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'stale',
  'idempotency-mismatch',
  'too-large',
  'too-many-requests',
  'bad-signature',
  'unsupported-media-type',
  'unavailable',
  'internal',
  'current-password-required',
  'secrets-required',
  'address-refused',
  'reply-window-closed',
  'missing-variable',
  'template-refused',
  'takes-too-long',
] as const;
export type ProblemType = (typeof problemTypes)[number];

export const Problem = z.object({
  /** `urn:waypost:problem:` and one of the problem types. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** For an invalid request: the path and the error of each invalid value. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const problemUrn = (type: ProblemType) => `urn:waypost:problem:${type}`;
