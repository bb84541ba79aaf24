import type { Secrets } from '#libs/platform';

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
