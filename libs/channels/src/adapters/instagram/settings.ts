import { Secret } from '#libs/contracts';
import { z } from 'zod';

/** Paths are appended to it, and it is shown in the clear. */
const isPlain = (url: string) => !/[?#@]/.test(url);

/**
 * What a professional account at Instagram needs, by the API with Instagram Login; see
 * https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login.
 */
export const InstagramSettings = z.strictObject({
  accountId: z
    .string()
    .trim()
    .regex(/^\d{1,30}$/),
  accessToken: Secret.meta({ secret: true }),
  appSecret: Secret.meta({ secret: true }),
  verifyToken: Secret.meta({ secret: true }),
  humanAgent: z.boolean().default(false),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(isPlain, 'no query, fragment or user')
    .default('https://graph.instagram.com/v26.0'),
});
export type InstagramSettings = z.infer<typeof InstagramSettings>;

/** Values that must not appear in a result. */
export const secretsOf = (settings: InstagramSettings): string[] => [
  settings.accessToken,
  settings.appSecret,
  settings.verifyToken,
];
