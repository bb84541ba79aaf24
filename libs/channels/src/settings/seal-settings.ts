import type { Secrets } from '#libs/platform';

interface SealedSettings {
  id: string;
  settings: Record<string, unknown>;
  secrets: string | null;
}

/** The secret settings of a channel as they are stored; null when it has none. */
export function sealSettings(secrets: Secrets, channelId: string, values: Record<string, unknown>): string | null {
  if (Object.keys(values).length === 0) return null;
  return secrets.box('channel-secrets').seal(JSON.stringify(values), `channel/${channelId}`);
}

/** All settings, secrets included. They leave the server never. */
export function openSettings(secrets: Secrets, channel: SealedSettings): Record<string, unknown> {
  if (!channel.secrets) return channel.settings;
  const opened = secrets.box('channel-secrets').open(channel.secrets, `channel/${channel.id}`);
  return { ...channel.settings, ...(JSON.parse(opened) as Record<string, unknown>) };
}
