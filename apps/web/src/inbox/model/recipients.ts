import { useQuery } from '@tanstack/react-query';
import { createStore } from '../../lib/store.js';
import { threadQuery } from './thread-query.js';

/** A person on a ticket beside its contact: the owner of the address that a visitor typed. */
interface OtherPerson {
  address: string;
  /** Their newest message; an answer to it reaches them. */
  messageId: string;
}

/** Whom the next answer on each ticket reaches: `contact`, an address, or not chosen yet. */
const chosen = createStore<Record<string, string | undefined>>({});

export const chooseRecipient = (ticketId: string, recipient: string | undefined): void =>
  chosen.set((all) => ({ ...all, [ticketId]: recipient }));

export interface Recipients {
  others: OtherPerson[];
  choice: string | undefined;
  /** The message to answer; undefined for the contact. */
  answerTo: string | undefined;
  /** Two people write on the ticket, and the agent has not said who is answered. */
  isOpen: boolean;
}

/** The people whom an answer may reach. */
export function useRecipients(ticketId: string): Recipients {
  const { data: thread } = useQuery({ ...threadQuery(ticketId), refetchInterval: false });
  const newest = new Map<string, string>();
  for (const { flags, from, id } of thread?.messages ?? [])
    if (from && flags.includes('another-person')) newest.set(from.toLowerCase(), id);
  const others = Array.from(newest, ([address, messageId]) => ({ address, messageId }));
  const choice = chosen.use()[ticketId];
  const answerTo = others.find(({ address }) => address === choice)?.messageId;
  return { others, choice, answerTo, isOpen: others.length > 0 && choice !== 'contact' && !answerTo };
}
