import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { markRead } from './mark-read.js';
import { threadQuery } from './thread-query.js';

/** The thread on screen; it counts as read while it is looked at. */
export function useThread(ticketId: string) {
  const query = useQuery(threadQuery(ticketId));
  const lastSeq = query.data?.ticket.lastSeq ?? 0;
  const readSeq = query.data?.ticket.readSeq ?? 0;
  useEffect(() => {
    if (lastSeq <= readSeq) return undefined;
    const look = () => document.visibilityState === 'visible' && void markRead(ticketId, lastSeq);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [ticketId, lastSeq, readSeq]);
  return query;
}
