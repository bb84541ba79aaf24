import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import type { Thread } from './thread-data.js';
import { threadQuery } from './thread-query.js';
import { updateTicketEverywhere } from './known-tickets.js';

/** The thread on screen; it counts as read while it is looked at. */
export function useThread(ticketId: string) {
  const query = useQuery(threadQuery(ticketId));
  const lastSeq = query.data?.ticket.lastSeq ?? 0;
  const readSeq = query.data?.ticket.readSeq ?? 0;
  useEffect(() => {
    if (lastSeq <= readSeq) return undefined;
    const markRead = () => document.visibilityState === 'visible' && void read(ticketId, lastSeq);
    markRead();
    document.addEventListener('visibilitychange', markRead);
    return () => document.removeEventListener('visibilitychange', markRead);
  }, [ticketId, lastSeq, readSeq]);
  return query;
}

async function read(ticketId: string, seq: number) {
  queryClient.setQueryData<Thread>(keys.thread(ticketId), (thread) => thread && { ...thread, ticket: { ...thread.ticket, readSeq: Math.max(seq, thread.ticket.readSeq) } });
  updateTicketEverywhere(ticketId, (ticket) => ({ ...ticket, readSeq: Math.max(seq, ticket.readSeq) }));
  await call('markTicketRead', { params: { ticketId }, body: { seq } }).catch(() => {});
}
