import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { ContactNotice } from '#libs/contracts';
import { call } from '../api/call.js';
import { keys, queryClient } from '../api/query-client.js';

/** What waits for an agent: what no channel could take, and what may have left without a trace. */
export const newsStates = ['needs-agent', 'unknown'] as const;
export type NewsState = (typeof newsStates)[number];

/** Notices in a state, oldest first. */
export const newsQuery = (state: NewsState) =>
  infiniteQueryOptions({
    queryKey: keys.orderNews(state),
    queryFn: ({ pageParam, signal }) =>
      call('listContactNotices', { query: { state, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 30_000,
    refetchInterval: 60_000,
  });

/** How many notices wait, and whether there are more than were read. */
export function useWaitingNews(): { count: number; hasMore: boolean } {
  const { data, hasNextPage } = useInfiniteQuery(newsQuery('needs-agent'));
  return { count: data?.pages.flatMap(({ items }) => items).length ?? 0, hasMore: hasNextPage };
}

/** Notes that the buyer has been told, or that there is no need. */
export async function settleNews({ id }: ContactNotice): Promise<void> {
  await call('settleContactNotice', { params: { noticeId: id } });
  await queryClient.invalidateQueries({ queryKey: keys.orderNews() });
}
