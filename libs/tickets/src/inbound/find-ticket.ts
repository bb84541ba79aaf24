import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { hasBeenSentTo } from '#libs/dispatch';
import { type Database, type Tx, firstRow } from '#libs/platform';
import {
  isAddressOf,
  linkAwaited,
  ownMailNamed,
  storeAwaited,
  ticketByMailId,
  ticketByReplyToken,
  ticketOfAwaited,
  ticketOfOwnMail,
} from './find-ticket.queries.js';

/** The headers in which a mail names the mails it answers. */
type Thread = NonNullable<InboundMessage['thread']>;

/** The ticket that a thread leads to. */
interface ThreadTicket {
  id: string;
  status: string;
  contactId: string;
  recipientKind: string;
  recipientValue: string;
}

/** A mail that belongs to no ticket, and the ids that an answer to it would name. */
interface LooseMail {
  replyToken: string;
  mailId: string;
  address: string;
}

/** The result of matching a mail's thread. */
export interface FoundTicket {
  /** The ticket to join; null when it is closed. */
  ticketId: string | null;
  closedTicketId: string | null;
  contactId: string;
  /** The sender is not the ticket's contact: the message is shown, but never counts as the contact's. */
  isStranger: boolean;
  /** The sender owns the address that the ticket's visitor typed: perhaps the visitor, perhaps another person. */
  isOwnerOfClaim: boolean;
}

/** Whether a mail's headers mark it as an answer. */
const answersMail = (thread: InboundMessage['thread']): thread is Thread =>
  Boolean(thread && (thread.replyTokens.length || thread.messageIds.length));

/** Whether a mail's thread may decide which ticket it joins. */
export const mayJoinThread = (thread: InboundMessage['thread']): boolean =>
  Boolean(thread && (thread.replyTokens.length || thread.messageIds.length || thread.otherIds?.length));

/**
 * Finds the ticket that a mail's thread names. Channels that join by contact have no threads: see `takeNewestTicket`.
 */
export async function findTicket(
  tx: Tx,
  channel: ReadyChannel,
  inbound: InboundMessage,
  isProven: boolean,
): Promise<FoundTicket | null> {
  if (channel.adapter.capabilities.joins !== 'thread') return null;
  const { thread, sender } = inbound;
  const ticket =
    (answersMail(thread) ? await ticketOf(tx, thread) : null) ?? (await ticketOfOwn(tx, channel, inbound, isProven));
  if (!ticket) return null;
  const closed = ticket.status === 'closed';
  const relation = await relationOf(tx, ticket, sender);
  // When another person answers a closed ticket, their mail opens a ticket of their own.
  return {
    ticketId: closed ? null : ticket.id,
    closedTicketId: closed ? ticket.id : null,
    contactId: ticket.contactId,
    isStranger: relation === 'none' && !closed,
    isOwnerOfClaim: relation === 'owner-of-claim' && !closed,
  };
}

/** By our reply token, by our Message-ID, or by an earlier answer to a mail that is in no ticket. */
async function ticketOf(tx: Tx, { replyTokens, messageIds }: Thread): Promise<ThreadTicket | null> {
  return (
    (replyTokens.length ? await firstRow<ThreadTicket>(tx, ticketByReplyToken, [replyTokens]) : null) ??
    (messageIds.length ? await firstRow<ThreadTicket>(tx, ticketByMailId, [messageIds]) : null) ??
    (await firstRow<ThreadTicket>(tx, ticketOfAwaited, [replyTokens, messageIds]))
  );
}

type Relation = 'contact' | 'owner-of-claim' | 'none';

/**
 * Whose mail it is. A chat's answer goes to an address that its visitor typed: the sender of a reply takes part in the
 * ticket, but is the visitor only once that is proven.
 */
async function relationOf(tx: Tx, ticket: ThreadTicket, sender: { kind: string; value: string }): Promise<Relation> {
  if (ticket.recipientKind === sender.kind && ticket.recipientValue === sender.value) return 'contact';
  if (await firstRow(tx, isAddressOf, [sender.kind, sender.value, ticket.contactId])) return 'contact';
  if (!(await hasBeenSentTo(tx, ticket.id, sender))) return 'none';
  return ticket.recipientKind === 'visitor' ? 'owner-of-claim' : 'contact';
}

/**
 * The ticket of the sender's own mail that this one answers, before any answer of ours. A Message-ID of theirs proves
 * nothing, so both must be proven or neither.
 */
async function ticketOfOwn(
  tx: Tx,
  channel: ReadyChannel,
  { thread, sender, from, flags }: InboundMessage,
  isProven: boolean,
): Promise<ThreadTicket | null> {
  if (!thread?.otherIds?.length || flags.includes('automatic')) return null;
  const parameters = [thread.otherIds, from ?? sender.value, channel.id, sender.value, isProven];
  return firstRow<ThreadTicket>(tx, ticketOfOwnMail, parameters);
}

/**
 * The sender's own mail that a mail answers, before any answer of ours: whether it joins depends on both being proven.
 */
export async function findOwnMail(
  database: Database,
  channel: ReadyChannel,
  { thread, sender }: InboundMessage,
): Promise<string | null> {
  if (!thread?.otherIds?.length) return null;
  const own = await firstRow<{ id: string }>(database, ownMailNamed, [thread.otherIds, sender.value, channel.id]);
  return own?.id ?? null;
}

/** Stores a mail that is sent outside of any ticket: the first answer opens a ticket, later answers join it. */
export async function awaitReply(tx: Tx, { replyToken, mailId, address }: LooseMail): Promise<void> {
  await tx.query(storeAwaited, [replyToken, mailId, address]);
}

/** Stores the ticket that an answer opened. Only the recipient's answer can link a ticket to the mail. */
export async function answerAwaited(tx: Tx, { thread, sender }: InboundMessage, ticketId: string): Promise<void> {
  if (!answersMail(thread)) return;
  await tx.query(linkAwaited, [thread.replyTokens, thread.messageIds, ticketId, sender.value]);
}
