import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../api/call.js';
import { knownTicket, updateTicketEverywhere } from './known-tickets.js';
import { threadQuery } from './thread-query.js';

/** The thread on screen. It counts as read while the page is visible. */
export function useThread(ticketId: string) {
  const query = useQuery(threadQuery(ticketId));
  const lastSeq = query.data?.ticket.lastSeq ?? 0;
  const readSeq = query.data?.ticket.readSeq ?? 0;
  useEffect(() => {
    if (lastSeq <= readSeq) return undefined;
    const markIfVisible = () => document.visibilityState === 'visible' && void markRead(ticketId, lastSeq);
    markIfVisible();
    document.addEventListener('visibilitychange', markIfVisible);
    return () => document.removeEventListener('visibilitychange', markIfVisible);
  }, [ticketId, lastSeq, readSeq]);
  return query;
}

/** Marks a ticket as read up to the message with this seq. */
async function markRead(ticketId: string, seq: number): Promise<void> {
  updateTicketEverywhere(ticketId, (ticket) => ({ ...ticket, readSeq: Math.max(seq, ticket.readSeq) }));
  await call('markTicketRead', { params: { ticketId }, body: { seq } }).catch(() => {});
}

/**
 * Marks the agent's own message as read, also after they moved on to another ticket; unread messages before it stay
 * unread.
 */
export async function markOwnRead(ticketId: string, seq: number): Promise<void> {
  const known = knownTicket(ticketId);
  if (known && known.readSeq === seq - 1) await markRead(ticketId, seq);
}
