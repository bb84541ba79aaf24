import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { call } from './api/call.js';
import { queryClient } from './api/query-client.js';
import { readDashboardSearch } from './dashboard/dashboard-search.js';
import { BrokenPage, LostPage } from './frame/broken-page.js';
import { Frame } from './frame/frame.js';
import { Inbox } from './inbox/inbox.js';
import { readInboxSearch } from './inbox/model/inbox-search.js';
import { threadQuery } from './inbox/model/thread-query.js';
import { meQuery } from './session/me.js';
import { adoptPreferences } from './session/preferences.js';

const rootRoute = createRootRoute({ component: Outlet });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', replace: true });
  },
});

const sessionPages = () => import('./session/session-pages.js');
const nextOf = (search: Record<string, unknown>): { next?: string } =>
  typeof search['next'] === 'string' ? { next: search['next'] } : {};

/** The pages before the app. The token of a mailed link is in the fragment, which never leaves the browser. */
const sessionRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    validateSearch: nextOf,
    component: lazyRouteComponent(sessionPages, 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/forgot-password',
    component: lazyRouteComponent(sessionPages, 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reset-password',
    component: lazyRouteComponent(sessionPages, 'ResetPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/invitation',
    component: lazyRouteComponent(sessionPages, 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/setup',
    component: lazyRouteComponent(sessionPages, 'SetUpPage'),
  }),
] as const;

/** The parent of every page that needs a signed-in agent. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: async ({ location }) => {
    const isFirst = queryClient.getQueryData(meQuery.queryKey) === undefined;
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me)
      throw redirect({ to: '/sign-in', search: { next: location.href === '/inbox' ? undefined : location.href } });
    if (isFirst) adoptPreferences(me.preferences);
  },
  component: Frame,
});

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
  // Not awaited: the frame appears before the thread does.
  loader: ({ params }) => void queryClient.prefetchQuery(threadQuery(params.ticketId)),
});

/** A ticket by its number, which is what people quote. */
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

const dashboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/dashboard',
  validateSearch: readDashboardSearch,
  component: lazyRouteComponent(() => import('./dashboard/dashboard-page.js'), 'DashboardPage'),
});

const orderNewsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/order-news',
  component: lazyRouteComponent(() => import('./order-news/order-news-page.js'), 'OrderNewsPage'),
});

const settingsPage = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  component: lazyRouteComponent(async () => {
    const { SettingsPage, addSettingsTexts } = await import('./settings/settings-page.js');
    await addSettingsTexts();
    return { default: SettingsPage };
  }),
});
const settingsHomeRoute = createRoute({ getParentRoute: () => settingsPage, path: '/' });
const sectionRoute = createRoute({ getParentRoute: () => settingsPage, path: '$section' });
const itemRoute = createRoute({ getParentRoute: () => settingsPage, path: '$section/$itemId' });

const routeTree = rootRoute.addChildren([
  homeRoute,
  ...sessionRoutes,
  appRoute.addChildren([
    inboxLayout.addChildren([inboxRoute, ticketRoute]),
    numberRoute,
    dashboardRoute,
    orderNewsRoute,
    settingsPage.addChildren([settingsHomeRoute, sectionRoute, itemRoute]),
  ]),
]);

/** Search parameters as plain words without JSON, so that links stay readable. */
const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  return parameters.size ? `?${parameters}` : '';
}

/** Every address of the app. Pages other than the inbox load, code and texts, when they are visited. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: false,
  defaultPreload: false,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: LostPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
