import { useEffect, useRef } from 'react';
import { signedIn } from '../session/me.js';
import { connection, customerTyping, presence } from './connection.js';
import { announce } from './live.js';
import { useNow } from '../lib/use-now.js';

const every = 15_000;

/** Tells colleagues that this person looks at a ticket, and types on it. */
export function useAnnounce(ticketId: string, isTyping: boolean): void {
  const { state } = connection.use();
  const typing = useRef(isTyping);
  typing.current = isTyping;
  useEffect(() => {
    return () => announce(ticketId, 'gone');
  }, [ticketId]);
  useEffect(() => {
    const tell = () => announce(ticketId, typing.current ? 'typing' : 'viewing');
    tell();
    const timer = setInterval(tell, every);
    return () => clearInterval(timer);
  }, [ticketId, isTyping, state]);
}

/** Colleagues on a ticket; oneself is not among them. */
export function useColleagues(ticketId: string): { agentId: string; state: 'viewing' | 'typing' }[] {
  const own = signedIn()?.agent.id;
  return (presence.use()[ticketId] ?? []).filter(({ agentId }) => agentId !== own);
}

/** Whether the customer is typing just now. */
export function useCustomerTyping(ticketId: string): boolean {
  const until = customerTyping.use()[ticketId] ?? 0;
  const now = useNow(1000, until > Date.now());
  return until > now;
}
