import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Agent, Team } from '#libs/contracts';
import { type Answer, call } from './call.js';
import { keys } from './query-client.js';

const longLived = { staleTime: 5 * 60_000 };

/** All pages of a list that is small by nature; at most twenty pages. */
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

export const channelList = queryOptions({
  queryKey: keys.channels,
  queryFn: () => allPages((cursor) => call('listChannels', { query: { limit: 100, cursor } })),
  ...longLived,
});
const useChannelList = () => useQuery(channelList).data;

export const useChannels = (): Answer<'listChannels'>['items'] => useChannelList() ?? none;

/** Whether customers can write at all; true until known. */
export const useHasChannels = (): boolean => useChannelList()?.some(({ active }) => active) ?? true;

/** Whether there are stores, whose orders can be looked up; false until known. */
export const useHasStores = (): boolean =>
  Boolean(
    useQuery({
      queryKey: ['stores', 'any'],
      queryFn: () => call('listStores', { query: { limit: 1 } }),
      ...longLived,
    }).data?.items.length,
  );

/** An agent by id; undefined until known. */
export function useAgent(agentId: string | null | undefined): Agent | undefined {
  return useAgents().find((agent) => agent.id === agentId);
}
