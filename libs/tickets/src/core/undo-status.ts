import type { TicketStatus } from '#libs/contracts';
import { type Tx, firstRow } from '#libs/platform';
import { changeTicket } from './change-ticket.js';
import { lockTicket } from './find-visible-ticket.js';
import type { Actor } from './record-event.js';
import type { TicketHints } from './ticket-hints.js';

const neverCame = (message: string) =>
  `(${message}.deleted_at is not null or ${message}.delivery_status is not distinct from 'failed')`;

/**
 * The standing before an answer that was taken back or never reached the contact, when that answer was the last to
 * change the status. Another answer that was delivered keeps the status as it is.
 */
const before = `
  with last as (
    select data from ticket_events where ticket_id = $1 and type = 'status' order by change_seq desc, id desc limit 1
  )
  select last.data->>'from' as status, (last.data->>'snoozedUntil')::timestamptz as "snoozedUntil", (last.data->>'resolvedAt')::timestamptz as "resolvedAt"
  from last, messages m
  where last.data->>'to' = $2 and m.ticket_id = $1 and m.id = (last.data->>'messageId')::uuid and ${neverCame('m')}
    and not exists (
      select from messages later where later.ticket_id = $1 and later.seq > m.seq and later.direction = 'outbound' and later.visibility = 'public'
        and later.author_kind = 'agent' and not ${neverCame('later')})`;

interface Before {
  status: TicketStatus;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
}

/**
 * Undoes what a failed answer did to its ticket's status. The caller has locked the ticket and raised its changeSeq.
 */
export async function undoStatus(tx: Tx, hints: TicketHints, ticketId: string, actor: Actor): Promise<void> {
  const ticket = await lockTicket(tx, ticketId);
  const was = ticket && (await firstRow<Before>(tx, before, [ticketId, ticket.status]));
  if (was)
    await changeTicket(
      tx,
      hints,
      ticket,
      { standing: { kind: 'answer-undone', ...was } },
      { actor, visitors: true, raised: true },
    );
}
