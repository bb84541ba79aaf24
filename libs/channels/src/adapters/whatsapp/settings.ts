import { Secret } from '#libs/contracts';
import { z } from 'zod';

/** Paths are appended to it, and it is shown in the clear. */
const isPlain = (url: string) => !/[?#@]/.test(url);

/**
 * What a WhatsApp Cloud API number needs; see
 * https://developers.facebook.com/documentation/business-messaging/whatsapp.
 */
export const WhatsappSettings = z.strictObject({
  phoneNumberId: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,100}$/),
  /** Whose templates are read; without it there are none. */
  businessAccountId: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,100}$/)
    .optional(),
  accessToken: Secret.meta({ secret: true }),
  appSecret: Secret.meta({ secret: true }),
  verifyToken: Secret.meta({ secret: true }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(isPlain, 'no query, fragment or user')
    .default('https://graph.facebook.com/v26.0'),
});
export type WhatsappSettings = z.infer<typeof WhatsappSettings>;

/** Values that must not appear in a result. */
export const secretsOf = (settings: WhatsappSettings): string[] => [
  settings.accessToken,
  settings.appSecret,
  settings.verifyToken,
];
