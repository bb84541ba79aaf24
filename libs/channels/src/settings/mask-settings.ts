import type { z } from 'zod';
import { secretFields, settingsForm } from './settings-form.js';

type Settings = Record<string, unknown>;

/** Settings as they may be read: each secret is true when set, otherwise false. */
export function maskSettings(schema: z.ZodType, settings: Settings): Settings {
  const secrets = new Set(secretFields(schema));
  const shown = Object.keys(settingsForm(schema).properties).filter(
    (name) => secrets.has(name) || settings[name] !== undefined,
  );
  return Object.fromEntries(shown.map((name) => [name, secrets.has(name) ? isSet(settings[name]) : settings[name]]));
}

/** Separates the secrets, which are encrypted, from the other settings. */
export function splitSecrets(schema: z.ZodType, settings: Settings): { open: Settings; secrets: Settings } {
  const names = new Set(secretFields(schema));
  const only = (secret: boolean) =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name) === secret));
  return { open: only(false), secrets: only(true) };
}

const isSet = (value: unknown) => value !== undefined && value !== null && value !== '';
