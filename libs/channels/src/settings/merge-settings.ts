import type { z } from 'zod';
import { Problem } from '#libs/platform';
import { destinationFields, keptFields, secretFields } from './settings-form.js';

type Settings = Record<string, unknown>;

/**
 * Merges a change into settings, without validation: null removes a field, and a masked secret (true or false, as it
 * was read) is unchanged. Another text for customers comes with its own `asWritten`, or has none.
 */
export function mergeSettings(schema: z.ZodType, old: Settings, patch: Settings): Settings {
  const given = givenIn(schema, patch);
  const isReworded = keptFields(schema).some((name) => Object.hasOwn(given, name) && given[name] !== old[name]);
  const merged = new Map([
    ...Object.entries(old),
    ...(isReworded ? [['asWritten', null] as const] : []),
    ...Object.entries(given),
  ]);
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

/** A host in a channel's settings, by the field that names it. */
interface Destination {
  field: string;
  host: string;
  port: number;
}

/** The hosts that a channel with these settings connects to: those of its URLs and its servers. */
export function destinationsOf(schema: z.ZodType, settings: Record<string, unknown>): Destination[] {
  return destinationFields(schema).flatMap((field): Destination[] => {
    const value = settings[field];
    if (typeof value !== 'string' || value === '') return [];
    return [
      /^https?:/i.test(value)
        ? ofUrl(field, new URL(value))
        : { field, host: value, port: Number(settings[portBeside(field)] ?? 0) },
    ];
  });
}

const ofUrl = (field: string, { hostname, port, protocol }: URL): Destination => ({
  field,
  host: hostname,
  port: Number(port) || (protocol === 'https:' ? 443 : 80),
});

/** The port field of a host field: `smtpPort` for `smtpHost`. */
const portBeside = (field: string): string => field.replace(/Host$/, 'Port').replace(/^host$/, 'port');
