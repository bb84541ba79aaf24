import type { Ticket } from '#libs/contracts';
import { keys, queryClient } from '../../api/query-client.js';
import { signedIn } from '../../session/me.js';
import type { ListData, ListFilter } from './list-query.js';
import type { Thread } from './thread-data.js';

/** Changes a ticket in every cached list and in its thread. Null removes it from the lists. */
export function updateTicketEverywhere(ticketId: string, change: (ticket: Ticket) => Ticket | null): void {
  queryClient.setQueriesData<ListData>(
    { queryKey: keys.lists },
    (data) =>
      data?.pages && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.flatMap((ticket) => (ticket.id === ticketId ? (change(ticket) ?? []) : [ticket])),
        })),
      },
  );
  queryClient.setQueryData<Thread>(
    keys.thread(ticketId),
    (thread) => thread && { ...thread, ticket: change(thread.ticket) ?? thread.ticket },
  );
}

/** A ticket from the cache: from its thread, else from any list. */
export function knownTicket(ticketId: string): Ticket | undefined {
  const thread = queryClient.getQueryData<Thread>(keys.thread(ticketId));
  if (thread) return thread.ticket;
  for (const [, data] of queryClient.getQueriesData<ListData>({ queryKey: keys.lists })) {
    const found = data?.pages?.flatMap((page) => page.items).find(({ id }) => id === ticketId);
    if (found) return found;
  }
  return undefined;
}

/** Removes a ticket from the cached lists whose filter it no longer matches, before the server confirms it. */
export function removeFromUnmatchedLists(ticketId: string): void {
  for (const [key, data] of queryClient.getQueriesData<ListData>({ queryKey: keys.lists })) {
    if (!data?.pages || typeof key[1] !== 'object') continue;
    const filter = key[1] as ListFilter;
    queryClient.setQueryData<ListData>(key, {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.filter((ticket) => ticket.id !== ticketId || matches(ticket, filter)),
      })),
    });
  }
}

function matches(ticket: Ticket, { status, assignee, team, tag }: ListFilter): boolean {
  const statuses = status === undefined ? null : [status].flat();
  if (statuses && !statuses.includes(ticket.status)) return false;
  if (
    assignee &&
    ticket.assigneeId !== (assignee === 'me' ? signedIn()?.agent.id : assignee === 'none' ? null : assignee)
  )
    return false;
  if (team && ticket.teamId !== (team === 'none' ? null : team)) return false;
  return !tag || ticket.tags.includes(tag);
}
