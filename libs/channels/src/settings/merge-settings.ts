import type { z } from 'zod';
import { destinationFields, secretFields } from './settings-form.js';

type Settings = Record<string, unknown>;

/**
 * Merges a change into settings, without validation: null removes a field, and a masked secret (true or false, as it
 * was read) is unchanged.
 */
export function mergeSettings(schema: z.ZodType, old: Settings, patch: Settings): Settings {
  const given = givenIn(schema, patch);
  const merged = new Map([...Object.entries(old), ...Object.entries(given)]);
  return Object.fromEntries([...merged].filter(([, value]) => value !== null && value !== undefined));
}

/** Names of the destination fields that a change alters. */
export function changedDestinations(schema: z.ZodType, old: Settings, patch: Settings): string[] {
  const merged = mergeSettings(schema, old, patch);
  return destinationFields(schema).filter((name) => merged[name] !== old[name]);
}

/**
 * The secrets that a change must contain because it alters where they are sent. Otherwise an admin could learn stored
 * secrets by changing a host.
 */
export function missingSecrets(schema: z.ZodType, old: Settings, patch: Settings): string[] {
  if (changedDestinations(schema, old, patch).length === 0) return [];
  const given = givenIn(schema, patch);
  return secretFields(schema).filter((name) => old[name] !== undefined && !Object.hasOwn(given, name));
}

function givenIn(schema: z.ZodType, patch: Settings): Settings {
  const secrets = new Set(secretFields(schema));
  return Object.fromEntries(
    Object.entries(patch).filter(([name, value]) => !(secrets.has(name) && typeof value === 'boolean')),
  );
}
