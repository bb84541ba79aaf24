import { type Tx, firstRow, rows } from '#libs/platform';
import { bumpTicketOf } from '../../core/bump-ticket.js';
import { recordTicketEvent, system } from '../../core/record-event.js';
import type { TicketHints } from '../../core/ticket-hints.js';
import type { EarlyStatus } from '../early-statuses.js';
import * as queries from './unread-answers.queries.js';

/**
 * Applies a server's word on a mail of unread answers. They stand in the chat all the same, so only that nobody got the
 * mail is worth telling. False when the mail is none of these.
 */
export async function applyFallbackStatus(
  tx: Tx,
  hints: TicketHints,
  mailId: string,
  { status, error }: EarlyStatus,
): Promise<boolean> {
  const mail = await firstRow<{ messageId: string; ticketId: string; mailedAt: string }>(tx, queries.fallbackMail, [
    mailId,
  ]);
  if (!mail || status !== 'failed') return mail !== null;
  const { messageId, ticketId, mailedAt } = mail;
  await tx.query(queries.lockTicket, [ticketId]);
  const why = error?.slice(0, 200) ?? null;
  const answers = await rows<{ messageId: string }>(tx, queries.bounce, [ticketId, mailedAt, why]);
  // Servers may report twice.
  if (answers.length === 0) return true;
  const place = (await bumpTicketOf(tx, messageId))!;
  const data = { messageIds: answers.map((answer) => answer.messageId), state: 'bounced', why };
  recordTicketEvent(tx, { ticketId, changeSeq: place.changeSeq, type: 'answer-not-mailed', actor: system, data });
  hints.changed(tx, place, ['delivery']);
  return true;
}
