import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../root-routes.js';
import { readDashboardSearch } from './dashboard-search.js';

/** The dashboard; its code and its charts load when it is visited. */
export const dashboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/dashboard',
  validateSearch: readDashboardSearch,
  component: lazyRouteComponent(() => import('./dashboard-page.js'), 'DashboardPage'),
});
