import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import type { Ticket } from '#libs/contracts';
import { type Answer, type RequestInput, call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { type InboxSearch, chosenStatuses } from './inbox-search.js';
import { viewOf } from './views.js';

type ListQuery = RequestInput<'listTickets'>['query'];
export type ListFilter = Omit<ListQuery, 'cursor' | 'limit'>;
export type ListData = InfiniteData<Answer<'listTickets'>, unknown>;

const pageSize = 50;

const isFreeSearch = (search: InboxSearch) =>
  Boolean(
    search.q || search.contactId || search.createdFrom || search.createdTo || search.firstResponse || search.resolution,
  );

/** Whether open and waiting tickets are in two tabs: a search and chosen statuses include both. */
export const hasTabs = (search: InboxSearch): boolean =>
  viewOf(search).tabs && !isFreeSearch(search) && chosenStatuses(search).length === 0;

/** The order: newest activity first, so that new messages are seen; by deadline where the list is about deadlines. */
export const sortOf = (search: InboxSearch): 'activity' | 'due' =>
  search.sort ?? (search.view === 'soon' || search.sla ? 'due' : 'activity');

/** The query of the list that the search parameters describe. */
export function listFilter(search: InboxSearch): ListFilter {
  const view = viewOf(search);
  const statuses = chosenStatuses(search);
  const isFree = isFreeSearch(search);
  const ofView =
    view.filter.status ?? (isFree ? undefined : [search.tab === 'waiting' ? ('pending' as const) : ('open' as const)]);
  return {
    status: statuses.length ? statuses : ofView,
    assignee: search.assignee ?? view.filter.assignee,
    sla: search.sla ?? view.filter.sla,
    automatic: view.filter.automatic,
    channelType: search.channel,
    team: search.team,
    tag: search.tag,
    storeId: search.storeId,
    contactId: search.contactId,
    q: search.q,
    firstResponse: search.firstResponse,
    resolution: search.resolution,
    createdFrom: search.createdFrom,
    createdTo: search.createdTo,
    sort: sortOf(search),
  };
}

/** So many times a list or a search goes on by itself where pages end before they are full. */
const mostShortPages = 20;

/** How far a list was looked through whose last page ended before it was full; null where it was looked at whole. */
export interface Reach {
  at: string;
  /** Whether it goes on by itself. */
  goesOn: boolean;
}

export function reachOf(data: ListData | undefined): Reach | null {
  const last = data?.pages.at(-1);
  if (!last?.lookedBackTo || !last.nextCursor) return null;
  const firstOfRun = data!.pages.findLastIndex((page) => !page.lookedBackTo) + 1;
  return { at: last.lookedBackTo, goesOn: (data!.pages.length - firstOfRun) % mostShortPages !== 0 };
}

/** The first tickets of a list, also where they are in several pages that end before they are full. */
export async function firstTickets(query: ListFilter & { limit: number }, signal?: AbortSignal): Promise<Ticket[]> {
  const found: Ticket[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostShortPages; pages++) {
    const { items, nextCursor } = await call('listTickets', { query: { ...query, cursor } }, { signal });
    found.push(...items);
    if (found.length >= query.limit || !nextCursor) break;
    cursor = nextCursor;
  }
  return found.slice(0, query.limit);
}

/** The list in pages. A repair refetches exactly the loaded pages. */
export const listQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listTickets', { query: { ...filter, limit: pageSize, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    // One that was looked through in many short pages is not looked through again and again.
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.lookedBackTo) ? false : 60_000),
  });

/** The tickets of all loaded pages; one that moved between two fetches is included once. */
export function rowsOf(data: ListData | undefined): Ticket[] {
  const seen = new Set<string>();
  return (data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => !seen.has(id) && seen.add(id));
}
