import { type InboundMessage, type ReadyChannel, newReplyToken } from '#libs/channels';
import { type Tx, defer } from '#libs/platform';
import { snippetOf, subjectOf } from './snippet.js';
import { ticketWords } from './ticket-words.js';
import { openForInbound, openForOutbound } from './ticket.queries.js';
import { sentWithin } from './written-at.js';

interface NewTicket {
  id: string;
  channel: ReadyChannel;
  inbound: Pick<InboundMessage, 'sender' | 'subject' | 'text' | 'locale' | 'sentAt'>;
  contactId: string;
  previousTicketId: string | null;
}

/**
 * Opens a ticket for a contact's first message. Locks the ticket counter until the commit, so make it the last
 * statement.
 */
export function openTicket(tx: Tx, { id, channel, inbound, contactId, previousTicketId }: NewTicket): void {
  const { sender, text } = inbound;
  const subject = inbound.subject?.trim() || subjectOf(text);
  defer(tx, openForInbound, [
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
    newReplyToken(),
    previousTicketId,
    channel.adapter.capabilities.joins === 'contact',
    sentWithin(channel, inbound),
    ...ticketWords(subject),
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

/** Opens a ticket that begins with an outbound message. */
export async function startOutboundTicket(
  tx: Tx,
  { id, channel, contactId, recipient, subject, locale, assigneeId }: OutboundTicket,
): Promise<void> {
  await tx.query(openForOutbound, [
    id,
    subject,
    '',
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
    ...ticketWords(subject),
  ]);
}
