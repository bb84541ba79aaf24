import { useQuery } from '@tanstack/react-query';
import type { Message, quietFlags } from '#libs/contracts';
import { keys, queryClient } from '../../api/query-client.js';
import { useMe } from '../../session/me.js';
import { knownTicket } from './known-tickets.js';
import type { Thread } from './thread-data.js';
import { threadQuery } from './thread-query.js';

/** The seq of the newest message on this screen. */
export const newestSeen = (ticketId: string): number =>
  queryClient.getQueryData<Thread>(keys.thread(ticketId))?.messages.at(-1)?.seq ?? knownTicket(ticketId)?.lastSeq ?? 0;

/** A record, so that the compiler asks for every flag of the contract. */
const quiet: Record<(typeof quietFlags)[number], true> = { reaction: true, system: true, call: true, automatic: true };

/**
 * Whether a message is news to an agent who writes an answer: from the customer or a colleague, and no note, automatic
 * answer or what asks for no answer. The server counts the same.
 */
export const overtakes = ({ author, visibility, deletedAt, flags }: Message, agentId: string): boolean =>
  visibility === 'public' &&
  deletedAt === null &&
  (author.kind === 'contact' ? !flags.some((flag) => flag in quiet) : author.kind === 'agent' && author.id !== agentId);

/** The messages that came after the newest one that the agent has seen; null for none that they have. */
export function useOvertaking(ticketId: string, basedOnSeq: number | null): Message[] {
  const { data: thread } = useQuery({ ...threadQuery(ticketId), refetchInterval: false });
  const { agent } = useMe();
  if (basedOnSeq === null) return [];
  return (thread?.messages ?? []).filter((message) => message.seq > basedOnSeq && overtakes(message, agent.id));
}
