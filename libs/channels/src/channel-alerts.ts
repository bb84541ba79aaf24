import type { Channel } from '#libs/contracts';
import { type Database, type Stored, type Tx, rows, withInstantsAsText } from '#libs/platform';
import { alertsOfChannels, dropOldAlerts, keepAlert } from './channels.queries.js';
import type { ChannelAlert } from './define-channel.js';

type ShownAlert = Channel['alerts'][number];

/** Keeps what the provider says of the account behind a channel: of each topic the latest word. */
export async function noteAlert(tx: Tx, channelId: string, alert: ChannelAlert): Promise<void> {
  const { topic, level, event, detail, at = new Date() } = alert;
  await tx.query(keepAlert, [channelId, topic, level, event, detail ?? null, at]);
  await tx.query(dropOldAlerts, [channelId]);
}

/** The alerts of channels that are not over, the worst first, by channel. */
export async function alertsOf(from: Tx | Database, channelIds: string[]): Promise<Map<string, ShownAlert[]>> {
  const found = await rows<Stored<ShownAlert, 'at'> & { channelId: string }>(from, alertsOfChannels, [channelIds]);
  const alerts = new Map<string, ShownAlert[]>();
  for (const { channelId, ...alert } of found)
    alerts.set(channelId, [...(alerts.get(channelId) ?? []), withInstantsAsText(alert)]);
  return alerts;
}
