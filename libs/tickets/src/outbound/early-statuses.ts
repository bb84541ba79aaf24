import type { InboundStatus, ReadyChannel } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';

export type EarlyStatus = Pick<InboundStatus, 'status' | 'error'>;

const rank = { sent: 1, delivered: 2, read: 3, failed: 4 };

/**
 * Until the commit nobody else writes down, or looks for, what a provider calls by this id: whoever learns the id of a
 * message and whoever brings a status for it come one after the other, and the second sees what the first has left.
 */
export async function lockExternalId(tx: Tx, channelId: string, externalId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('external-id/' || $1 || '/' || $2, 0))`, [
    channelId,
    externalId,
  ]);
}

/** Keeps a status for a message whose id at the provider is not known yet. The furthest one counts. */
export async function keepEarlyStatus(
  tx: Tx,
  channel: ReadyChannel,
  { externalId, status, error }: InboundStatus,
): Promise<void> {
  await tx.query(
    `insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'status', $3)
     on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data where (early_updates.data->>'rank')::int < $4`,
    [channel.id, externalId, { status, error: error ?? null, rank: rank[status] }, rank[status]],
  );
}

/** What was kept for an id, which is known from now on. */
export async function takeEarlyStatus(tx: Tx, channelId: string, externalId: string): Promise<EarlyStatus | null> {
  const early = await firstRow<{ data: EarlyStatus }>(
    tx,
    `delete from early_updates where channel_id = $1 and external_id = $2 and kind = 'status' returning data`,
    [channelId, externalId],
  );
  return early?.data ?? null;
}
