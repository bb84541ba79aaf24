import { useEffect, useRef } from 'react';
import { useNow } from '../lib/now.js';
import { signedIn } from '../session/me.js';
import { announce, connection, customerTyping, presence } from './live.js';

const every = 15_000;

/** Announces to colleagues that the agent views a ticket or types in it. */
export function useAnnounce(ticketId: string, isTyping: boolean): void {
  const { state } = connection.use();
  const typing = useRef(isTyping);
  typing.current = isTyping;
  useEffect(() => {
    return () => announce(ticketId, 'gone');
  }, [ticketId]);
  useEffect(() => {
    const send = () => announce(ticketId, typing.current ? 'typing' : 'viewing');
    send();
    const timer = setInterval(send, every);
    return () => clearInterval(timer);
  }, [ticketId, isTyping, state]);
}

/** The other agents at a ticket. */
export function useColleagues(ticketId: string): { agentId: string; state: 'viewing' | 'typing' }[] {
  const own = signedIn()?.agent.id;
  return (presence.use()[ticketId] ?? []).filter(({ agentId }) => agentId !== own);
}

/** Whether the customer is typing now. */
export function useCustomerTyping(ticketId: string): boolean {
  const until = customerTyping.use()[ticketId] ?? 0;
  const now = useNow(1000, until > Date.now());
  return until > now;
}
