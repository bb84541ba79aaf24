import type { InboundEdit, InboundStatus } from '#libs/channels';
import { type Tx, defer, firstRow } from '#libs/platform';
import * as queries from './early-updates.queries.js';

type EarlyStatus = Pick<InboundStatus, 'status' | 'error'>;
type EarlyEdit = Pick<InboundEdit, 'text' | 'deleted'>;

const rank = { sent: 1, delivered: 2, read: 3, failed: 4 };

/**
 * Locks what a provider calls by this id until the commit. The transaction that notes the id of a dispatch and the one
 * that brings a status for it come one after the other, and the second sees what the first has left.
 */
export const lockExternalId = (tx: Tx, channelId: string, externalId: string): void =>
  void defer(tx, queries.lock, [channelId, externalId]);

/** Keeps a status for a dispatch whose id at the provider is not known yet. */
export async function keepEarlyStatus(
  tx: Tx,
  channelId: string,
  { externalId, status, error }: InboundStatus,
): Promise<void> {
  const data = { status, error: error ?? null, rank: rank[status] };
  await tx.query(queries.keepStatus, [channelId, externalId, data, rank[status]]);
}

/** What was kept for an id, which is known from now on. */
export async function takeEarlyStatus(tx: Tx, channelId: string, externalId: string): Promise<EarlyStatus | null> {
  const early = await firstRow<{ data: EarlyStatus }>(tx, queries.take, [channelId, externalId, 'status']);
  return early?.data ?? null;
}

/** Keeps a contact's edit of a message that has not come yet. */
export async function keepEarlyEdit(
  tx: Tx,
  channelId: string,
  { externalId, text, deleted }: InboundEdit,
): Promise<void> {
  const data = { text: text ?? null, deleted: deleted ?? false };
  await tx.query(queries.keepEdit, [channelId, externalId, data]);
}

/** The edit that was kept for a message, which has come now. */
export async function takeEarlyEdit(tx: Tx, channelId: string, externalId: string): Promise<EarlyEdit | null> {
  const early = await firstRow<{ data: { text: string | null; deleted: boolean } }>(tx, queries.take, [
    channelId,
    externalId,
    'edit',
  ]);
  return early && { text: early.data.text ?? undefined, deleted: early.data.deleted };
}
