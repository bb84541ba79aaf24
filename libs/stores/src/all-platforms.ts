import type { z } from 'zod';
import { describeSettings, textsOf } from '#libs/channels';
import type { StorePlatform as PlatformView } from '#libs/contracts';
import { Problem } from '#libs/platform';
import type { StorePlatform } from './platforms/define-platform.js';
import * as each from './platforms/index.js';

/** Every shop platform. */
export const platforms: StorePlatform[] = Object.values(each);

export const platformOf = (type: string): StorePlatform | null =>
  platforms.find((platform) => platform.type === type) ?? null;

/** Finds a platform by its type; refuses an unknown one. */
export function existingPlatform(type: string): StorePlatform {
  const platform = platformOf(type);
  if (!platform)
    throw new Problem('invalid-request', { errors: [{ path: 'body.platform', message: 'not a shop platform' }] });
  return platform;
}

/** A shop platform as the web app sees it. */
export function describePlatform(platform: StorePlatform, locale: string | undefined): z.infer<typeof PlatformView> {
  const texts = textsOf(platform, locale);
  return {
    type: platform.type,
    label: texts['label']!,
    settings: describeSettings(platform.settings, texts),
    webhooks: platform.webhooks ? { hint: texts['webhooks.hint']! } : null,
  };
}
