import type { InboundEdit, InboundStatus } from '#libs/channels';
import { type Tx, defer, firstRow } from '#libs/platform';
import * as queries from './dispatch.queries.js';

type EarlyStatus = Pick<InboundStatus, 'status' | 'error'>;
type EarlyEdit = Pick<InboundEdit, 'text' | 'deleted' | 'files' | 'at'>;
interface KeptEdit {
  text: string | null;
  deleted: boolean;
  files?: InboundEdit['files'];
  at?: string;
}

const rank = { sent: 1, delivered: 2, read: 3, failed: 4 };

/**
 * Locks a provider's id until the commit, so that the transaction that stores a dispatch's id and the one that applies
 * a status for that id run one after the other.
 */
export const lockExternalId = (tx: Tx, channelId: string, externalId: string): void =>
  void defer(tx, queries.lockExternalId, [channelId, externalId]);

/** Stores a status for a provider's id that is not known yet. */
export async function keepEarlyStatus(
  tx: Tx,
  channelId: string,
  { externalId, status, error }: InboundStatus,
): Promise<void> {
  const data = { status, error: error ?? null, rank: rank[status] };
  await tx.query(queries.keepEarlyStatus, [channelId, externalId, data, rank[status]]);
}

/** Deletes and returns the stored status of an id that has become known. */
export async function takeEarlyStatus(tx: Tx, channelId: string, externalId: string): Promise<EarlyStatus | null> {
  const early = await firstRow<{ data: EarlyStatus }>(tx, queries.takeEarlyUpdate, [channelId, externalId, 'status']);
  return early?.data ?? null;
}

/** Stores an edit of a message that has not arrived yet, by the provider's id or the slot of the message. */
export async function keepEarlyEdit(
  tx: Tx,
  channelId: string,
  { externalId, text, deleted, files, at }: Omit<InboundEdit, 'kind'>,
): Promise<void> {
  const data: KeptEdit = { text: text ?? null, deleted: deleted ?? false, files, at: at?.toISOString() };
  await tx.query(queries.keepEarlyEdit, [channelId, externalId, data]);
}

/** Deletes and returns the stored edit of a message that has arrived. */
export async function takeEarlyEdit(tx: Tx, channelId: string, externalId: string): Promise<EarlyEdit | null> {
  const early = await firstRow<{ data: KeptEdit }>(tx, queries.takeEarlyUpdate, [channelId, externalId, 'edit']);
  if (!early) return null;
  const { text, at, ...edit } = early.data;
  return { ...edit, text: text ?? undefined, at: at ? new Date(at) : undefined };
}
