import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { explain } from '../../api/api-error.js';
import { type Answer, call } from '../../api/call.js';
import { keys, queryClient } from '../../api/query-client.js';
import { troubleCounts } from '../../api/trouble-counts.js';
import { toast } from '../../frame/toasts.js';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list that grows by a page at a time. */
export const pages = <T>(queryKey: readonly unknown[], fetchPage: (cursor?: string) => Promise<Page<T>>) =>
  infiniteQueryOptions<Page<T>, Error, InfiniteData<Page<T>>, readonly unknown[], string | undefined>({
    queryKey,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: 5000,
  });

export function usePages<T>(options: ReturnType<typeof pages<T>>) {
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(options);
  return {
    items: data?.pages.flatMap(({ items }) => items),
    error,
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    isLoadingMore: isFetchingNextPage,
  };
}

const limit = 20;
export const deadLetters = pages([...keys.trouble, 'dead-letters'], (cursor) =>
  call('listDeadLetters', { query: { limit, cursor } }),
);
export const failedDeliveries = pages([...keys.trouble, 'failed-deliveries'], (cursor) =>
  call('listFailedDeliveries', { query: { limit, cursor } }),
);

export type AuditFilter = Partial<Record<'actorId' | 'action' | 'from' | 'to', string>>;
export const auditLog = (filter: AuditFilter) =>
  pages(['audit', filter], (cursor) => call('listAuditEntries', { query: { ...filter, limit: 50, cursor } }));

/** How much waits for somebody, by kind. */
export const useTroubleCounts = (): Partial<Record<Kind, number>> =>
  Object.fromEntries(
    (useQuery(troubleCounts).data?.items ?? []).map(({ kind, count }): [Kind, number] => [kind, count]),
  );
type Kind = Answer<'countTrouble'>['items'][number]['kind'];

/** Does something about one entry, and fetches the lists and counts again. */
export async function attend(work: Promise<unknown>, done?: string): Promise<void> {
  try {
    await work;
    if (done) toast(done);
  } catch (error) {
    toast(explain(error), { tone: 'bad' });
  }
  await queryClient.invalidateQueries({ queryKey: keys.trouble });
}
