import type { InboundMessage } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import { answersMail, type Thread, type ThreadTicket, threadTicket } from './thread-ticket.js';

/** A mail that belongs to no ticket, and the ids that an answer to it would name. */
export interface LooseMail {
  replyToken: string;
  mailId: string;
  address: string;
}

const names = '(a.reply_token = any($1::text[]) or a.mail_id = any($2::text[]))';

/** Stores a mail that is sent outside of any ticket: the first answer opens a ticket, later answers join it. */
export async function awaitReply(tx: Tx, { replyToken, mailId, address }: LooseMail): Promise<void> {
  await tx.query(
    `insert into awaited_replies (reply_token, mail_id, address) values ($1, $2, $3)
     on conflict (workspace_id, reply_token) do update set mail_id = excluded.mail_id`,
    [replyToken, mailId, address],
  );
}

/** Returns the ticket that an earlier answer to such a mail opened. */
export function answeredTicket(tx: Tx, { replyTokens, messageIds }: Thread): Promise<ThreadTicket | null> {
  return firstRow<ThreadTicket>(
    tx,
    `select ${threadTicket}
     from awaited_replies a join tickets t on t.workspace_id = a.workspace_id and t.id = a.ticket_id where ${names} order by a.created_at desc limit 1`,
    [replyTokens, messageIds],
  );
}

/** Stores the ticket that an answer opened. Only the recipient's answer can link a ticket to the mail. */
export async function answerAwaited(tx: Tx, { thread, sender }: InboundMessage, ticketId: string): Promise<void> {
  if (!answersMail(thread)) return;
  await tx.query(`update awaited_replies a set ticket_id = $3 where ${names} and address = $4`, [
    thread.replyTokens,
    thread.messageIds,
    ticketId,
    sender.value,
  ]);
}
