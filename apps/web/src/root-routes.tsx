import { Outlet, createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { queryClient } from './api/query-client.js';
import { Frame } from './frame/frame.js';
import { meQuery } from './session/me.js';
import { adoptPreferences } from './session/preferences.js';

export const rootRoute = createRootRoute({ component: Outlet });

/** Everything that needs somebody signed in. */
export const appRoute = createRoute({
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

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', replace: true });
  },
});
