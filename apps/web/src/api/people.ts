import { useQuery } from '@tanstack/react-query';
import type { Agent, Team } from '#libs/contracts';
import { type Answer, call } from './call.js';
import { keys } from './keys.js';

const longLived = { staleTime: 5 * 60_000 };

/** All pages of a list that is small by nature, at most twenty. */
export async function allPages<T>(
  fetchPage: (cursor?: string) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 20; page++) {
    const answer = await fetchPage(cursor);
    items.push(...answer.items);
    if (!answer.nextCursor) break;
    cursor = answer.nextCursor;
  }
  return items;
}

const none: never[] = [];

export function useAgents(): Agent[] {
  return (
    useQuery({
      queryKey: keys.agents,
      queryFn: () => allPages((cursor) => call('listAgents', { query: { limit: 100, cursor } })),
      ...longLived,
    }).data ?? none
  );
}

export function useTeams(): Team[] {
  return (
    useQuery({
      queryKey: keys.teams,
      queryFn: () => allPages((cursor) => call('listTeams', { query: { limit: 100, cursor } })),
      ...longLived,
    }).data ?? none
  );
}

const useChannelList = () =>
  useQuery({
    queryKey: keys.channels,
    queryFn: () => allPages((cursor) => call('listChannels', { query: { limit: 100, cursor } })),
    ...longLived,
  }).data;

export const useChannels = (): Answer<'listChannels'>['items'] => useChannelList() ?? none;

/** Whether customers can write at all; yes as long as it is not known. */
export const useHasChannels = (): boolean => useChannelList()?.some(({ active }) => active) ?? true;

/** An agent by id; undefined while unknown. */
export function useAgent(agentId: string | null | undefined): Agent | undefined {
  return useAgents().find((agent) => agent.id === agentId);
}
