import { adapterOf } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import { type LockedTicket, lockTicket } from '../core/find-visible-ticket.js';
import { claimAutoAnswer as claimTicket } from '../core/ticket.queries.js';
import type { Question } from './answerer.js';

/** A mail's sender may be a machine that answers, or somebody whose name was put in: one answer a day, whatever the thread. */
const claimSender = `
  insert into auto_answer_senders (address) values ($1)
  on conflict (workspace_id, address) do update set answered_at = now() where auto_answer_senders.answered_at < now() - interval '24 hours'
  returning 1`;

/** The right to answer a question at once: one automatic answer a ticket, and by mail one a sender and day. Null when it is gone. */
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
