import { AsWritten, Secret, keptForCustomers } from '#libs/contracts';
import { z } from 'zod';

/** The origin of a page: scheme, host and port, as browsers send it. */
const PageOrigin = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .transform((url) => new URL(url).origin);

/** The settings of a chat widget. */
export const WidgetSettings = keptForCustomers(
  z.strictObject({
    allowedOrigins: z.array(PageOrigin).max(50).default([]),
    identitySecret: Secret.optional().meta({
      secret: true,
    }),
    greeting: z
      .string()
      .trim()
      .min(1)
      .max(120)
      .regex(/^[^\p{Cc}]*$/u)
      .optional()
      .meta({ kept: true }),
    asWritten: AsWritten.meta({ hidden: true }),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .optional(),
    replyMinutes: z.number().int().min(1).max(10_080).optional(),
  }),
  ['greeting'],
);
export type WidgetSettings = z.infer<typeof WidgetSettings>;
