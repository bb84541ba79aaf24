import { type InboundMessage, type ReadyChannel, newReplyToken } from '#libs/channels';
import { type Tx, defer } from '#libs/platform';
import { snippetOf, subjectOf } from './snippet.js';
import { sentWithin, writtenAt } from './written-at.js';

interface NewTicket {
  id: string;
  channel: ReadyChannel;
  inbound: Pick<InboundMessage, 'sender' | 'subject' | 'text' | 'locale' | 'sentAt'>;
  contactId: string;
  previousTicketId: string | null;
}

const open = `
  with counter as (update ticket_counters set last_number = last_number + 1 returning last_number)
  insert into tickets (id, number, subject, snippet, channel_id, channel_type, store_id, team_id, contact_id, recipient_kind, recipient_value,
    locale, previous_ticket_id, reply_token, last_seq, last_inbound_seq, change_seq, last_inbound_at)
  select $1, counter.last_number, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
    coalesce($12, (select id from tickets earlier where earlier.contact_id = $8 and earlier.channel_id = $4 and $14 order by earlier.created_at desc limit 1)),
    $13, 1, 1, 1, ${writtenAt('$15')}
  from counter`;

/** Opens a ticket for a customer's first message. Draws its number, so it must be the last statement before the commit. */
export function openTicket(tx: Tx, { id, channel, inbound, contactId, previousTicketId }: NewTicket): void {
  const { sender, text } = inbound;
  const subject = inbound.subject?.trim() || subjectOf(text);
  defer(tx, open, [
    id,
    subject,
    snippetOf(text),
    channel.id,
    channel.type,
    channel.storeId,
    channel.teamId,
    contactId,
    sender.kind,
    sender.value,
    inbound.locale ?? null,
    previousTicketId,
    newReplyToken(),
    channel.adapter.capabilities.joins === 'contact',
    sentWithin(channel, inbound),
  ]);
}

interface OutboundTicket {
  id: string;
  channel: ReadyChannel;
  contactId: string;
  recipient: { kind: string; value: string };
  subject: string;
  locale: string | null;
  assigneeId: string | null;
}

/** Opens a ticket that begins with a message of ours. */
export async function startOutboundTicket(
  tx: Tx,
  { id, channel, contactId, recipient, subject, locale, assigneeId }: OutboundTicket,
): Promise<void> {
  await tx.query(
    `with counter as (update ticket_counters set last_number = last_number + 1 returning last_number)
     insert into tickets (id, number, subject, channel_id, channel_type, store_id, team_id, contact_id, recipient_kind, recipient_value, locale, reply_token, assignee_id)
     select $1, counter.last_number, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from counter`,
    [
      id,
      subject,
      channel.id,
      channel.type,
      channel.storeId,
      channel.teamId,
      contactId,
      recipient.kind,
      recipient.value,
      locale,
      newReplyToken(),
      assigneeId,
    ],
  );
}
