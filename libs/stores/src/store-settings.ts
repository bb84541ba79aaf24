import type { z } from 'zod';
import { mergeSettings, validSettings } from '#libs/channels';
import { Problem, SecretUnreadable, type Secrets } from '#libs/platform';
import { platformOf } from './all-platforms.js';
import type { StorePlatform } from './platforms/define-platform.js';

export type StoreSettings = Record<string, unknown>;
interface Sealed {
  id: string;
  webhookSecret: string | null;
}

/** Where a store's one secret is kept: what is sealed for one opens for no other. */
const secretPlace = (storeId: string): string => `store/${storeId}`;
/** Where settings are kept that are more than that. */
const settingsPlace = (storeId: string): string => `store/${storeId}/settings`;

/** A platform by its type; a request that names another is refused. */
export function existingPlatform(type: string): StorePlatform {
  const platform = platformOf(type);
  if (!platform)
    throw new Problem('invalid-request', { errors: [{ path: 'body.platform', message: 'not a shop platform' }] });
  return platform;
}

/** Settings with a change laid over them, as the platform wants them. */
export const changedSettings = (schema: z.ZodType, old: StoreSettings, change: StoreSettings): StoreSettings =>
  validSettings(schema, mergeSettings(schema, old, change));

/**
 * A store's settings as they are stored; null when it has none. A webhook secret alone is sealed as it is: that is what
 * stores had before platforms had settings, and what the release before this one reads.
 */
export function sealSettings(secrets: Secrets, storeId: string, settings: StoreSettings): string | null {
  const box = secrets.box('store-secrets');
  const { webhookSecret, ...more } = settings;
  if (Object.keys(more).length) return box.seal(JSON.stringify(settings), settingsPlace(storeId));
  return typeof webhookSecret === 'string' ? box.seal(webhookSecret, secretPlace(storeId)) : null;
}

/** All settings, secrets included. They never leave the server. */
export function openSettings(secrets: Secrets, { id, webhookSecret: sealed }: Sealed): StoreSettings {
  if (sealed === null) return {};
  const box = secrets.box('store-secrets');
  try {
    return JSON.parse(box.open(sealed, settingsPlace(id))) as StoreSettings;
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    return { webhookSecret: box.open(sealed, secretPlace(id)) };
  }
}
