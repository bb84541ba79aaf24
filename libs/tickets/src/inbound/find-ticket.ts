import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import { hasBeenSentTo, ticketsOfMails } from '#libs/dispatch';
import { type Tx, firstRow } from '#libs/platform';
import { answeredTicket } from './awaited-replies.js';
import { answersMail, type ThreadTicket, threadTicket } from './thread-ticket.js';

/** The result of matching a mail's thread. */
export interface FoundTicket {
  /** The ticket to join; null when it is closed. */
  ticketId: string | null;
  closedTicketId: string | null;
  contactId: string;
  /** The sender is not the ticket's contact: the message is shown, but never counts as the contact's. */
  isStranger: boolean;
}

const byToken = `
  select ${threadTicket} from tickets t where t.reply_token = any($1::text[]) order by t.created_at desc limit 1`;

/**
 * Only Message-IDs of mails that we sent prove that the sender received one. Those of the newest may not be stored with
 * their message yet.
 */
const byMailId = `
  select ${threadTicket}
  from (
    select workspace_id, ticket_id, created_at from messages where mail_id = any($1::text[]) and direction = 'outbound'
    union all ${ticketsOfMails(1)}) m
  join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id order by m.created_at desc limit 1`;

/** Finds the ticket that a mail's thread names. Channels that join by contact have no threads: see `rejoinTicket`. */
export async function findTicket(
  tx: Tx,
  channel: ReadyChannel,
  { thread, sender }: InboundMessage,
): Promise<FoundTicket | null> {
  if (channel.adapter.capabilities.joins !== 'thread' || !answersMail(thread)) return null;
  const ticket =
    (thread.replyTokens.length ? await firstRow<ThreadTicket>(tx, byToken, [thread.replyTokens]) : null) ??
    (thread.messageIds.length ? await firstRow<ThreadTicket>(tx, byMailId, [thread.messageIds]) : null) ??
    (await answeredTicket(tx, thread));
  if (!ticket) return null;
  const closed = ticket.status === 'closed';
  const isStranger = !(await isOfContact(tx, ticket, sender));
  // When another person answers a closed ticket, their mail opens a ticket of their own.
  return {
    ticketId: closed ? null : ticket.id,
    closedTicketId: closed ? ticket.id : null,
    contactId: ticket.contactId,
    isStranger: isStranger && !closed,
  };
}

async function isOfContact(tx: Tx, ticket: ThreadTicket, sender: { kind: string; value: string }): Promise<boolean> {
  if (ticket.recipientKind === sender.kind && ticket.recipientValue === sender.value) return true;
  const identity = await firstRow(
    tx,
    `select 1 from ${identityRows} i where kind = $1 and value = $2 and contact_id = $3`,
    [sender.kind, sender.value, ticket.contactId],
  );
  // A chat's answer goes to an address that its visitor typed: a person who answers that mail is a participant, not the
  // contact.
  return identity !== null || hasBeenSentTo(tx, ticket.id, sender);
}
