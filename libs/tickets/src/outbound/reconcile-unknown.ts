import { type Tx, rows } from '#libs/platform';
import type { TicketHints } from '../ticket-hints.js';
import { changeDelivery } from './change-delivery.js';
import { takeEarlyStatus } from './early-statuses.js';

/** Messages to somebody that may have left, and ids of which a provider spoke to them since, without a word on which message it is. */
const doubts = `
  with doubtful as (
    select m.id, m.created_at from contact_identities i
    join tickets t on t.workspace_id = i.workspace_id and t.contact_id = i.contact_id and t.channel_id = $1 and t.recipient_value = i.value
    join messages m on m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.delivery_status = 'unknown' and m.external_id is null and m.created_at > now() - interval '1 day'
    where i.value = $2 limit 2)
  select d.id as "messageId", e.external_id as "externalId" from doubtful d
  left join early_updates e on e.channel_id = $1 and e.kind = 'status' and e.data->>'recipient' = $2 and e.received_at >= d.created_at
  limit 2`;

/**
 * Where a provider hands back no id of ours, its word is taken for the one message to this recipient whose end is not
 * known. With two of either nothing is guessed: a person decides.
 */
export async function reconcileUnknown(tx: Tx, hints: TicketHints, channelId: string, recipient: string): Promise<void> {
  const [doubt, ...more] = await rows<{ messageId: string; externalId: string | null }>(tx, doubts, [channelId, recipient]);
  if (!doubt?.externalId || more.length) return;
  const early = await takeEarlyStatus(tx, channelId, doubt.externalId);
  if (early) await changeDelivery(tx, hints, doubt.messageId, { to: early.status, error: early.error ?? null, externalId: doubt.externalId });
}
