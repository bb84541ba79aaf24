import type { InboundStatus, ReadyChannel } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import type { TicketHints } from '../ticket-hints.js';
import { changeDelivery } from './change-delivery.js';

const rank = { sent: 1, delivered: 2, read: 3, failed: 4 };

/** Applies a provider's word on a message of ours. One that comes before we know the provider's id is kept. */
export async function applyStatus(tx: Tx, hints: TicketHints, channel: ReadyChannel, status: InboundStatus): Promise<void> {
  const message = await findMessage(tx, channel, status);
  if (!message) return keepEarly(tx, channel, status);
  await changeDelivery(tx, hints, message.id, { to: status.status, error: status.error ?? null, externalId: status.externalId });
}

/** Applies what the provider said before its answer to our send was seen. */
export async function takeEarlyStatus(tx: Tx, hints: TicketHints, messageId: string): Promise<void> {
  const early = await firstRow<{ data: { status: InboundStatus['status']; error: string | null } }>(
    tx,
    `delete from early_updates e using messages m where m.id = $1 and e.workspace_id = m.workspace_id and e.channel_id = m.channel_id and e.external_id = m.external_id and e.kind = 'status' returning e.data`,
    [messageId],
  );
  if (early) await changeDelivery(tx, hints, messageId, { to: early.data.status, error: early.data.error, externalId: null });
}

/** By the provider's id, or by ours, which it hands back: of a message of several parts each has an id of its own, and only a failed one counts. */
async function findMessage(tx: Tx, channel: ReadyChannel, { externalId, correlationId, status }: InboundStatus): Promise<{ id: string } | null> {
  const known = await firstRow<{ id: string }>(tx, `select id from messages where channel_id = $1 and (external_id = $2 or mail_id = $2) and direction = 'outbound'`, [channel.id, externalId]);
  if (known || !correlationId || !/^[0-9a-f-]{36}$/.test(correlationId)) return known;
  return firstRow<{ id: string }>(tx, `select id from messages where id = $1 and channel_id = $2 and direction = 'outbound' and (external_id is null or $3)`, [correlationId, channel.id, status === 'failed']);
}

async function keepEarly(tx: Tx, channel: ReadyChannel, { externalId, status, error }: InboundStatus) {
  await tx.query(
    `insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'status', $3)
     on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data where (early_updates.data->>'rank')::int < $4`,
    [channel.id, externalId, { status, error: error ?? null, rank: rank[status] }, rank[status]],
  );
}
