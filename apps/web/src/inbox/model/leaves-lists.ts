import type { Ticket } from '#libs/contracts';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { signedIn } from '../../session/me.js';
import type { ListData, ListFilter } from './list-query.js';

/** Takes a ticket out of the lists whose filter it no longer meets, before the server says so. */
export function leavesLists(ticketId: string): void {
  for (const [key, data] of queryClient.getQueriesData<ListData>({ queryKey: keys.lists })) {
    if (!data?.pages || typeof key[1] !== 'object') continue;
    const filter = key[1] as ListFilter;
    queryClient.setQueryData<ListData>(key, {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.filter((ticket) => ticket.id !== ticketId || meets(ticket, filter)),
      })),
    });
  }
}

function meets(ticket: Ticket, { status, assignee, team, tag }: ListFilter): boolean {
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
