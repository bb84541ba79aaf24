import type { Ticket } from '#libs/contracts';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import type { ListData } from './list-query.js';
import type { Thread } from './thread-data.js';

/** Changes a ticket wherever it is shown: in the lists and in its thread. Null takes it out of the lists. */
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

/** A ticket as last seen, from its thread or any list. */
export function knownTicket(ticketId: string): Ticket | undefined {
  const thread = queryClient.getQueryData<Thread>(keys.thread(ticketId));
  if (thread) return thread.ticket;
  for (const [, data] of queryClient.getQueriesData<ListData>({ queryKey: keys.lists })) {
    const found = data?.pages?.flatMap((page) => page.items).find(({ id }) => id === ticketId);
    if (found) return found;
  }
  return undefined;
}
