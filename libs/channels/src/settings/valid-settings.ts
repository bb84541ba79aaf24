import type { z } from 'zod';
import { Problem } from '#libs/platform';

type Settings = Record<string, unknown>;

/**
 * Parses settings by their schema. Throws Problem `invalid-request`, which names the invalid fields of `body.settings`.
 */
export function validSettings(schema: z.ZodType, settings: Settings): Settings {
  const result = schema.safeParse(settings);
  if (result.success) return result.data as Settings;
  throw new Problem('invalid-request', {
    errors: result.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: ['body', 'settings', ...issue.path].join('.'), message: issue.message })),
  });
}
