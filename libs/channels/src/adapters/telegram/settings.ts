import { Secret } from '#libs/contracts';
import { z } from 'zod';

/** Paths are appended to it, and it is shown in the clear. */
const isPlain = (url: string) => !/[?#@]/.test(url);

/** What a Telegram bot needs; see https://core.telegram.org/bots/api. */
export const TelegramSettings = z.strictObject({
  botToken: Secret.meta({ secret: true }),
  /** Made here when none is given: Telegram learns it with the webhook. */
  webhookSecret: Secret.optional().meta({ secret: true, generated: true }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(isPlain, 'no query, fragment or user')
    .default('https://api.telegram.org'),
});
export type TelegramSettings = z.infer<typeof TelegramSettings>;
