import type { z } from 'zod';
import { describeSettings, textsOf } from '#libs/channels';
import type { StorePlatform as PlatformView } from '#libs/contracts';
import type { StorePlatform } from './platforms/define-platform.js';

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
