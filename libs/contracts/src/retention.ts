import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** Days, from 1 to ten years; null: unlimited. */
const Days = z.number().int().min(1).max(3_650).nullable();

/** How long the workspace keeps records that are unlimited by default. */
export const Retention = z.object({
  /** Raw mails; the messages read from them stay. */
  rawMailDays: Days,
  /** Deliveries and events that could not be understood or handled, with their files. */
  deadLetterDays: Days,
});
export type Retention = z.infer<typeof Retention>;

export const getRetention = endpoint({
  method: 'GET',
  path: '/api/v1/retention',
  access: 'admin',
  summary: 'For how many days raw mails and dead letters are kept',
  response: Retention,
});
export const updateRetention = endpoint({
  method: 'PATCH',
  path: '/api/v1/retention',
  access: 'admin',
  summary: 'Set for how many days raw mails and dead letters are kept; what is older is deleted within the hour',
  body: z.strictObject({ rawMailDays: Days.optional(), deadLetterDays: Days.optional() }),
  response: Retention,
});
