import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import type { Ticket } from '#libs/contracts';
import { type Answer, type RequestInput, call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
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

/** Whether open and waiting tickets are looked at apart: a search and chosen statuses go across both. */
export const hasTabs = (search: InboxSearch): boolean =>
  viewOf(search).tabs && !isFreeSearch(search) && chosenStatuses(search).length === 0;

/** The newest first, so that what just came in is seen; by deadline where deadlines are what is asked for. */
export const sortOf = (search: InboxSearch): 'activity' | 'due' =>
  search.sort ?? (search.view === 'soon' || search.sla ? 'due' : 'activity');

/** What the address asks of the server. */
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

/** The list in pages; a repair fetches again exactly the pages that are loaded. */
export const listQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listTickets', { query: { ...filter, limit: pageSize, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 60_000,
  });

/** The rows of all loaded pages; a ticket that moved between two fetches is shown once. */
export function rowsOf(data: ListData | undefined): Ticket[] {
  const seen = new Set<string>();
  return (data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => !seen.has(id) && seen.add(id));
}
