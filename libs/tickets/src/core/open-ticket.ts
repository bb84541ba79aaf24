import { type InboundMessage, type ReadyChannel, newReplyToken } from '#libs/channels';
import { type Tx, defer, publish } from '#libs/platform';
import { asksForNothing } from './asks-for-nothing.js';
import { TicketCreated } from './events.js';
import { type Actor, recordTicketEvent } from './record-event.js';
import { snippetOf, subjectOf, ticketWords } from './ticket-text.js';
import { openForInbound, openForOutbound } from './ticket.queries.js';

/** When the contact wrote, for a channel whose reply window starts then: a webhook may come hours late. */
export const sentWithin = (channel: ReadyChannel, { sentAt }: Pick<InboundMessage, 'sentAt'>): Date | null =>
  channel.adapter.capabilities.replyWindowHours === null ? null : (sentAt ?? null);

interface NewTicket {
  id: string;
  channel: ReadyChannel;
  inbound: InboundMessage;
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
    replyToOf(inbound),
    asksForNothing(inbound),
  ]);
}

/** Where answers go, if not to the address that the contact is known by. */
const replyToOf = ({ sender, replyTo }: InboundMessage): string | null =>
  replyTo && replyTo.address !== sender.value ? replyTo.address : null;

interface OutboundTicket {
  id: string;
  channel: ReadyChannel;
  contactId: string;
  recipient: { kind: string; value: string };
  subject: string;
  locale: string | null;
  assigneeId: string | null;
  /** Who opens it. */
  actor: Actor;
}

/** Opens a ticket that begins with an outbound message, with its history and event. */
export async function startOutboundTicket(
  tx: Tx,
  { id, channel, contactId, recipient, subject, locale, assigneeId, actor }: OutboundTicket,
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
  recordTicketEvent(tx, { ticketId: id, changeSeq: 0, type: 'created', actor, data: { channelType: channel.type } });
  publish(tx, TicketCreated, { ticketId: id, actor });
}
