import type { z } from 'zod';
import type { Secrets } from '#libs/platform';
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

interface SealedSettings {
  id: string;
  settings: Record<string, unknown>;
  secrets: string | null;
}

/** Seals the secret settings of a channel; null when it has none. */
export function sealSettings(secrets: Secrets, channelId: string, values: Record<string, unknown>): string | null {
  if (Object.keys(values).length === 0) return null;
  return secrets.box('channel-secrets').seal(JSON.stringify(values), `channel/${channelId}`);
}

/** All settings, including the secrets. Must not leave the server. */
export function openSettings(secrets: Secrets, channel: SealedSettings): Record<string, unknown> {
  if (!channel.secrets) return channel.settings;
  const opened = secrets.box('channel-secrets').open(channel.secrets, `channel/${channel.id}`);
  return { ...channel.settings, ...(JSON.parse(opened) as Record<string, unknown>) };
}
