import type { InboundStatus, ReadyChannel } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import type { TicketHints } from '../core/ticket-hints.js';
import { changeDelivery } from './change-delivery.js';
import { keepEarlyStatus, lockExternalId } from './early-statuses.js';
import { applyFallbackStatus } from './widget-fallback/apply-fallback-status.js';

/** Applies a provider's word on a message of ours. One that comes before we know the provider's id is kept. */
export async function applyStatus(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  status: InboundStatus,
): Promise<void> {
  if (await applyToKnown(tx, hints, channel, status)) return;
  // Our own send may be about to say which message this is.
  await lockExternalId(tx, channel.id, status.externalId);
  if (await applyToKnown(tx, hints, channel, status)) return;
  if (await applyFallbackStatus(tx, hints, status.externalId, status)) return;
  await keepEarlyStatus(tx, channel, status);
}

async function applyToKnown(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  status: InboundStatus,
): Promise<boolean> {
  const message = await findMessage(tx, channel, status);
  if (message)
    await changeDelivery(tx, hints, message.id, {
      to: status.status,
      error: status.error ?? null,
      externalId: status.externalId,
    });
  return message !== null;
}

/** By the provider's id, or by ours, which it hands back: of a message of several parts each has an id of its own, and only a failed one counts. */
async function findMessage(
  tx: Tx,
  channel: ReadyChannel,
  { externalId, correlationId, status }: InboundStatus,
): Promise<{ id: string } | null> {
  const known = await firstRow<{ id: string }>(
    tx,
    `select id from messages where channel_id = $1 and (external_id = $2 or mail_id = $2) and direction = 'outbound'`,
    [channel.id, externalId],
  );
  if (known || !correlationId || !/^[0-9a-f-]{36}$/.test(correlationId)) return known;
  return firstRow<{ id: string }>(
    tx,
    `select id from messages where id = $1 and channel_id = $2 and direction = 'outbound' and (external_id is null or $3)`,
    [correlationId, channel.id, status === 'failed'],
  );
}
