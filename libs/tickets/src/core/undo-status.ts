import { type Tx, appendEvent, firstRow } from '#libs/platform';
import { type Actor, recordTicketEvent } from './record-event.js';

const neverCame = (message: string) =>
  `(${message}.deleted_at is not null or ${message}.delivery_status is not distinct from 'failed')`;

/**
 * Puts the ticket back to where it was before an answer that never reached anybody, taken back or refused, when the last word
 * on its status was that answer's. Other answers that still stand would have moved it as well, so they keep it where it is.
 */
const putBack = `
  with last as (
    select data from ticket_events where ticket_id = $1 and type = 'status' order by change_seq desc, id desc limit 1
  )
  update tickets t set status = last.data->>'from', snoozed_until = (last.data->>'snoozedUntil')::timestamptz, resolved_at = (last.data->>'resolvedAt')::timestamptz
  from last, messages m
  where t.id = $1 and t.status = last.data->>'to' and m.ticket_id = $1 and m.id = (last.data->>'messageId')::uuid and ${neverCame('m')}
    and not exists (
      select from messages later where later.ticket_id = $1 and later.seq > m.seq and later.direction = 'outbound' and later.visibility = 'public'
        and later.author_kind = 'agent' and not ${neverCame('later')})
  returning last.data->>'to' as "from", t.status as "to"`;

/** Undoes what an answer that never came did to the status of its ticket, which the caller has locked. */
export async function undoStatus(tx: Tx, ticketId: string, changeSeq: number, actor: Actor): Promise<void> {
  const moved = await firstRow<{ from: string; to: string }>(tx, putBack, [ticketId]);
  if (!moved) return;
  recordTicketEvent(tx, { ticketId, changeSeq, type: 'status', actor, data: { ...moved } });
  appendEvent(tx, { type: 'TicketChanged', ticketId, payload: { status: moved.to } });
}
