import { Secret } from '#libs/contracts';
import { z } from 'zod';

/** Scheme, host and port of a page, as a browser says it. */
const PageOrigin = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .transform((url) => new URL(url).origin);

/** What a shop decides about its chat. */
export const WidgetSettings = z.strictObject({
  allowedOrigins: z.array(PageOrigin).max(50).default([]).meta({
    title: 'Pages that may show the chat',
    description: 'Origins such as https://shop.example; empty: any page',
  }),
  identitySecret: Secret.optional().meta({
    title: 'Identity secret',
    description: 'Signs the proof of who a signed-in shopper is (HS256)',
    secret: true,
  }),
  greeting: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}]*$/u)
    .optional()
    .meta({ title: 'Greeting' }),
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .optional()
    .meta({ title: 'Accent colour', description: 'As #0d5c67; darkened where white text on it would be hard to read' }),
  replyMinutes: z
    .number()
    .int()
    .min(1)
    .max(10_080)
    .optional()
    .meta({ title: 'Expected reply in minutes', description: 'Said until enough first answers have been measured' }),
});
export type WidgetSettings = z.infer<typeof WidgetSettings>;
