import type { InboundMessage } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import type { ThreadRow } from './find-ticket.js';

type Thread = NonNullable<InboundMessage['thread']>;

/** A mail of ours that belongs to no ticket, and what an answer to it would name. */
export interface LooseMail {
  replyToken: string;
  mailId: string;
  address: string;
}

/** Whether a mail says that it answers another. */
export const answersMail = (thread: InboundMessage['thread']): thread is Thread =>
  Boolean(thread && (thread.replyTokens.length || thread.messageIds.length));

const names = '(a.reply_token = any($1::text[]) or a.mail_id = any($2::text[]))';

/** Notes a mail that leaves outside of any ticket: the first answer opens one, and later answers join it. */
export async function awaitReply(tx: Tx, { replyToken, mailId, address }: LooseMail): Promise<void> {
  await tx.query(
    `insert into awaited_replies (reply_token, mail_id, address) values ($1, $2, $3)
     on conflict (workspace_id, reply_token) do update set mail_id = excluded.mail_id`,
    [replyToken, mailId, address],
  );
}

/** The ticket that an earlier answer to such a mail opened. */
export function answeredTicket(tx: Tx, { replyTokens, messageIds }: Thread): Promise<ThreadRow | null> {
  return firstRow<ThreadRow>(
    tx,
    `select t.id, t.status, t.contact_id as "contactId", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue"
     from awaited_replies a join tickets t on t.workspace_id = a.workspace_id and t.id = a.ticket_id where ${names} order by a.created_at desc limit 1`,
    [replyTokens, messageIds],
  );
}

/** Remembers the ticket that an answer opens. Only whom we wrote to can tie it to the mail. */
export async function answerAwaited(tx: Tx, { thread, sender }: InboundMessage, ticketId: string): Promise<void> {
  if (!answersMail(thread)) return;
  await tx.query(`update awaited_replies a set ticket_id = $3 where ${names} and address = $4`, [
    thread.replyTokens,
    thread.messageIds,
    ticketId,
    sender.value,
  ]);
}
