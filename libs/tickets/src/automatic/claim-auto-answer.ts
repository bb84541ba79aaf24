import { adapterOf } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import { type LockedTicket, lockTicket } from '../core/find-visible-ticket.js';
import { claimAutoAnswer as claimTicket } from '../core/ticket.queries.js';
import type { Question } from './answerer.js';

/** A mail's sender may be an autoresponder, or forged: send at most one automatic answer a day, over all threads. */
const claimSender = `
  insert into auto_answer_senders (address) values ($1)
  on conflict (workspace_id, address) do update set answered_at = now() where auto_answer_senders.answered_at < now() - interval '24 hours'
  returning 1`;

/**
 * Claims the right to answer at once: one automatic answer per ticket, and by mail one per sender and day. Returns null
 * when it is used up.
 */
export async function claimAutoAnswer(
  tx: Tx,
  { ticketId, recipient }: Pick<Question, 'ticketId' | 'recipient'>,
): Promise<LockedTicket | null> {
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket || !(await firstRow(tx, claimTicket, [ticketId]))) return null;
  const byThread = adapterOf(ticket.channelType)?.capabilities.joins === 'thread';
  if (byThread && !(await firstRow(tx, claimSender, [recipient.value.toLowerCase()]))) return null;
  return ticket;
}
