import type { InboundMessage, ReadyChannel } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import { hasBeenSentTo, ticketsOfMails } from '#libs/dispatch';
import { type Tx, firstRow } from '#libs/platform';
import { answeredTicket } from './awaited-replies.js';
import { answersMail, type ThreadTicket, threadTicket } from './thread-ticket.js';

/** Where a mail's thread leads. */
export interface FoundTicket {
  /** The ticket to join; null when it is closed already. */
  ticketId: string | null;
  closedTicketId: string | null;
  contactId: string;
  /** The sender is not whom the ticket is with: shown, but never taken for the customer. */
  isStranger: boolean;
}

const byToken = `
  select ${threadTicket} from tickets t where t.reply_token = any($1::text[]) order by t.created_at desc limit 1`;

/** Only ids of mails that we sent prove that somebody received one. The newest may not be noted with their message yet. */
const byMailId = `
  select ${threadTicket}
  from (
    select workspace_id, ticket_id, created_at from messages where mail_id = any($1::text[]) and direction = 'outbound'
    union all ${ticketsOfMails(1)}) m
  join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id order by m.created_at desc limit 1`;

/** The ticket that a mail's thread names. Kinds that join by contact have none: see `rejoinTicket`. */
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
  // A stranger's answer to a closed matter is a matter of their own.
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
  // A chat's answer goes to an address that its visitor typed: who answers that mail takes part in the ticket, no more.
  return identity !== null || hasBeenSentTo(tx, ticket.id, sender);
}
