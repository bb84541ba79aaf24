import type { z } from 'zod';
import { mergeSettings, validSettings } from '#libs/channels';
import { SecretUnreadable, type Secrets } from '#libs/platform';

export type StoreSettings = Record<string, unknown>;
interface Sealed {
  id: string;
  webhookSecret: string | null;
}

/** The context that a store's one secret is sealed with: a secret sealed for one store opens for no other. */
const secretPlace = (storeId: string): string => `store/${storeId}`;
/** The context that settings with more than one secret are sealed with. */
const settingsPlace = (storeId: string): string => `store/${storeId}/settings`;

/** Merges a change into settings and validates them for the platform. */
export const changedSettings = (schema: z.ZodType, old: StoreSettings, change: StoreSettings): StoreSettings =>
  validSettings(schema, mergeSettings(schema, old, change));

/**
 * A store's settings in their stored form; null when it has none. A webhook secret alone is sealed as plain text:
 * stores had only that before platforms had settings, and the release before this one reads it.
 */
export function sealSettings(secrets: Secrets, storeId: string, settings: StoreSettings): string | null {
  const box = secrets.box('store-secrets');
  const { webhookSecret, ...more } = settings;
  if (Object.keys(more).length) return box.seal(JSON.stringify(settings), settingsPlace(storeId));
  return typeof webhookSecret === 'string' ? box.seal(webhookSecret, secretPlace(storeId)) : null;
}

/** All settings, secrets included. They must never leave the server. */
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
