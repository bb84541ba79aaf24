import type { z } from 'zod';
import { Problem } from '#libs/platform';

type Settings = Record<string, unknown>;

/** Settings as their schema wants them; refuses others, and says which fields of `body.settings` are wrong. */
export function validSettings(schema: z.ZodType, settings: Settings): Settings {
  const result = schema.safeParse(settings);
  if (result.success) return result.data as Settings;
  throw new Problem('invalid-request', {
    errors: result.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: ['body', 'settings', ...issue.path].join('.'), message: issue.message })),
  });
}
