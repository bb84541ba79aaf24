import type { DeliveryStatus } from '#libs/contracts';
import { type Tx, firstRow, publish } from '#libs/platform';
import { bumpTicketOf } from '../core/bump-ticket.js';
import { MessageStatusChanged } from '../core/events.js';
import { system } from '../core/record-event.js';
import type { TicketHints } from '../core/ticket-hints.js';
import { undoStatus } from '../core/undo-status.js';

export interface DeliveryChange {
  to: DeliveryStatus;
  error: string | null;
  externalId: string | null;
  partsSent?: number;
  /** The attempt that this is about; an older one has no say. */
  attempt?: number;
}

/** From which statuses each may be reached. Evidence of delivery stands: what was read is never called failed. */
const reachableFrom: Record<DeliveryStatus, DeliveryStatus[]> = {
  queued: ['queued', 'sending'],
  sending: ['queued'],
  unknown: ['queued', 'sending'],
  sent: ['queued', 'sending', 'unknown'],
  delivered: ['queued', 'sending', 'unknown', 'sent'],
  read: ['queued', 'sending', 'unknown', 'sent', 'delivered'],
  failed: ['queued', 'sending', 'unknown', 'sent'],
};

const write = `
  update messages set delivery_status = $2, delivery_error = $3, external_id = coalesce($4, external_id), delivery_parts_sent = coalesce($5, delivery_parts_sent),
    sent_at = case when $2 in ('sent', 'delivered', 'read') then coalesce(sent_at, now()) else sent_at end, change_seq = $6
  where id = $1`;

/** Moves a message's delivery forward, never back. False when it stands further already. */
export async function changeDelivery(
  tx: Tx,
  hints: TicketHints,
  messageId: string,
  { to, error, externalId, partsSent, attempt }: DeliveryChange,
): Promise<boolean> {
  // The ticket's row is locked first, as everywhere.
  const ticket = await bumpTicketOf(tx, messageId);
  if (!ticket) return false;
  const movable = await firstRow<{ from: DeliveryStatus }>(
    tx,
    'select delivery_status as "from" from messages where id = $1 and delivery_status = any($2::text[]) and ($3::int is null or delivery_attempt = $3)',
    [messageId, reachableFrom[to], attempt ?? null],
  );
  if (movable)
    await tx.query(write, [
      messageId,
      to,
      error?.slice(0, 500) ?? null,
      externalId,
      partsSent ?? null,
      ticket.changeSeq,
    ]);
  else if (externalId)
    await tx.query('update messages set external_id = coalesce(external_id, $2), change_seq = $3 where id = $1', [
      messageId,
      externalId,
      ticket.changeSeq,
    ]);
  if (!movable) return false;
  const status = { from: movable.from, to };
  publish(tx, MessageStatusChanged, { ticketId: ticket.id, actor: system, messageId, status });
  // Nobody has been answered, so somebody has to look again.
  if (to === 'failed') await undoStatus(tx, hints, ticket.id, system);
  hints.changed(tx, ticket, ['delivery'], { visitors: true });
  return true;
}
