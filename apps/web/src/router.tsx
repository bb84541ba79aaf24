import { createRouter } from '@tanstack/react-router';
import { dashboardRoute } from './dashboard/dashboard-route.js';
import { BrokenPage, LostPage } from './frame/broken-page.js';
import { inboxRoutes } from './inbox/inbox-routes.js';
import { appRoute, homeRoute, rootRoute } from './root-routes.js';
import { parseSearch, stringifySearch } from './search-params.js';
import { sessionRoutes } from './session/session-routes.js';
import { settingsRoute } from './settings/settings-route.js';

const routeTree = rootRoute.addChildren([
  homeRoute,
  ...sessionRoutes,
  appRoute.addChildren([...inboxRoutes, dashboardRoute, settingsRoute]),
]);

/** Every address of the app. Pages other than the inbox load when they are visited. */
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
