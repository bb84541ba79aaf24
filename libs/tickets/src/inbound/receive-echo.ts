import type { InboundEcho, ReadyChannel } from '#libs/channels';
import { identifyContact } from '#libs/contacts';
import type { ApplyStatus } from '#libs/dispatch';
import { type Tx, defer, firstRow, newId, publish, rows } from '#libs/platform';
import { MessageChanged } from '../core/events.js';
import { type LockedTicket, lockTicket } from '../core/find-visible-ticket.js';
import { startOutboundTicket } from '../core/open-ticket.js';
import { followEdit, subjectOf } from '../core/ticket-text.js';
import type { TicketHints } from '../core/ticket-hints.js';
import { replaceFiles } from '../files/store-files.js';
import { appendOutbound } from '../outbound/append-outbound.js';
import { applyEarlyEdits } from './apply-edit.js';
import { newestTicket, newestTicketsOfAddress } from './find-ticket.queries.js';
import { askForName } from './name-contact.js';
import { claimDelivery, messageByProviderId, noteEcho, unconfirmedAnswer } from './received-message.queries.js';
import { resolveReference } from './resolve-reference.js';

/** A person of the shop, of whom the provider’s app does not say who it was. */
const someone = { kind: 'agent', id: null } as const;

/**
 * Stores a message that a person of the shop sent in the provider's own app, as an answer that has been sent. It joins
 * the contact's newest ticket that is not closed; without one it begins a ticket that waits for the contact. One that
 * we have sent ourselves is here already.
 */
export async function receiveEcho(
  tx: Tx,
  { hints, statuses }: { hints: TicketHints; statuses: ApplyStatus },
  channel: ReadyChannel,
  echo: InboundEcho,
): Promise<void> {
  const { externalId, recipient, text, mark } = echo;
  if (mark && (await statuses.isOurs(tx, channel, mark.messageId))) return settle(tx, statuses, channel, echo);
  const id = newId();
  if (!(await firstRow(tx, claimDelivery, [channel.id, externalId, id]))) return;
  // What we sent ourselves is here already.
  if (await firstRow(tx, messageByProviderId, [channel.id, externalId])) return;
  const unconfirmed = await unconfirmedOf(tx, channel, echo);
  if (unconfirmed)
    return statuses.apply(tx, channel, { kind: 'status', externalId, status: 'sent', correlationId: unconfirmed });
  const contactId = await identifyContact(tx, { ...recipient, channelType: channel.type });
  const ticket = (await openTicketOf(tx, channel, contactId)) ?? (await startTicket(tx, channel, contactId, echo));
  appendOutbound(tx, hints, ticket, {
    id,
    text,
    visibility: 'public',
    author: { ...someone, name: null },
    isSent: true,
    ...(ticket.status === 'open' && { status: 'pending' }),
  });
  const about = await resolveReference(tx, { channelId: channel.id, ticketId: ticket.id, contactId }, echo.about);
  const flags = ['echo', ...echo.flags];
  defer(tx, noteEcho, [id, externalId, echo.sentAt ?? null, flags, about && JSON.stringify(about)]);
  await addFiles(tx, ticket.id, id, echo);
  const edited = await applyEarlyEdits(tx, channel.id, externalId, { id, ticketId: ticket.id });
  if (edited !== null) await followEdit(tx, ticket.id, { id, before: text, after: edited });
}

/** The echo shows that what we sent has arrived. Of several parts only the last one's id is kept. */
async function settle(
  tx: Tx,
  statuses: ApplyStatus,
  channel: ReadyChannel,
  { externalId, mark }: InboundEcho,
): Promise<void> {
  if (!mark?.isLast) return;
  const { messageId: correlationId, attempt } = mark;
  await statuses.apply(tx, channel, { kind: 'status', externalId, status: 'sent', correlationId, attempt });
}

/**
 * The answer of ours that an echo without a mark shows to have been sent although its acceptance was lost: one in the
 * same words to the same person at the same time. An answer with files has no words of its own at each of its parts.
 */
async function unconfirmedOf(
  tx: Tx,
  channel: ReadyChannel,
  { recipient: { kind, value }, text, files, sentAt }: InboundEcho,
): Promise<string | null> {
  if (channel.adapter.echoesAreMarked !== false || files.length > 0) return null;
  const tickets = await rows<{ id: string }>(tx, newestTicketsOfAddress, [kind, value, channel.id]);
  const ids = tickets.map(({ id }) => id);
  const found =
    ids.length &&
    (await firstRow<{ id: string }>(tx, unconfirmedAnswer, [ids, channel.id, kind, value, text, sentAt ?? null]));
  return found ? found.id : null;
}

/** Locks the contact's newest ticket on the channel; null when it is closed, or there is none. */
async function openTicketOf(tx: Tx, channel: ReadyChannel, contactId: string): Promise<LockedTicket | null> {
  const newest = await firstRow<{ id: string }>(tx, newestTicket, [contactId, channel.id]);
  const ticket = newest && (await lockTicket(tx, newest.id));
  return ticket && ticket.status !== 'closed' ? ticket : null;
}

async function startTicket(
  tx: Tx,
  channel: ReadyChannel,
  contactId: string,
  { recipient: { kind, value, name }, text }: InboundEcho,
): Promise<LockedTicket> {
  const id = newId();
  await startOutboundTicket(tx, {
    id,
    channel,
    contactId,
    recipient: { kind, value },
    subject: subjectOf(text),
    locale: null,
    assigneeId: null,
    actor: someone,
  });
  if (!name) askForName(tx, channel, { ticketId: id, contactId });
  return (await lockTicket(tx, id))!;
}

async function addFiles(tx: Tx, ticketId: string, messageId: string, { files }: InboundEcho): Promise<void> {
  if (!files.length) return;
  const hasFilesToFetch = await replaceFiles(tx, ticketId, messageId, files);
  publish(tx, MessageChanged, { ticketId, actor: someone, messageId, changed: { files: true }, hasFilesToFetch });
}
