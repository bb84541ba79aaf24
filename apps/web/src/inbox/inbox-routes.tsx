import { createRoute, redirect } from '@tanstack/react-router';
import { call } from '../api/call.js';
import { queryClient } from '../api/query-client.js';
import { LostPage } from '../frame/broken-page.js';
import { appRoute } from '../root-routes.js';
import { Inbox } from './inbox.js';
import { readInboxSearch } from './model/inbox-search.js';
import { threadQuery } from './model/thread-query.js';

const inboxLayout = createRoute({
  getParentRoute: () => appRoute,
  id: 'inbox',
  validateSearch: readInboxSearch,
  component: Inbox,
});
const inboxRoute = createRoute({ getParentRoute: () => inboxLayout, path: '/inbox' });
const ticketRoute = createRoute({
  getParentRoute: () => inboxLayout,
  path: '/tickets/$ticketId',
  // Starts at once and is not waited for: the frame stands before the thread does.
  loader: ({ params }) => void queryClient.prefetchQuery(threadQuery(params.ticketId)),
});

/** A ticket by the number that people say. */
const numberRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/t/$number',
  beforeLoad: async ({ params }) => {
    const number = Number(params.number);
    const ticket = Number.isSafeInteger(number)
      ? await call('findTicketByNumber', { params: { number } }).catch(() => null)
      : null;
    if (ticket)
      throw redirect({ to: '/tickets/$ticketId', params: { ticketId: ticket.id }, search: {}, replace: true });
  },
  component: LostPage,
});

export const inboxRoutes = [inboxLayout.addChildren([inboxRoute, ticketRoute]), numberRoute] as const;
