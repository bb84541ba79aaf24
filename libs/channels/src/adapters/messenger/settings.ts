import { Secret } from '#libs/contracts';
import { z } from 'zod';

/** Paths are appended to it, and it is shown in the clear. */
const isPlain = (url: string) => !/[?#@]/.test(url);

/**
 * What a Facebook page needs; see
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform.
 */
export const MessengerSettings = z.strictObject({
  pageId: z
    .string()
    .trim()
    .regex(/^\d{1,30}$/),
  pageAccessToken: Secret.meta({ secret: true }),
  appSecret: Secret.meta({ secret: true }),
  verifyToken: Secret.meta({ secret: true }),
  humanAgent: z.boolean().default(false),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(isPlain, 'no query, fragment or user')
    .default('https://graph.facebook.com/v26.0'),
});
export type MessengerSettings = z.infer<typeof MessengerSettings>;

/** Values that must not appear in a result. */
export const secretsOf = (settings: MessengerSettings): string[] => [
  settings.pageAccessToken,
  settings.appSecret,
  settings.verifyToken,
];
