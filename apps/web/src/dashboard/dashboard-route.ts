import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../root-routes.js';

/** The dashboard; its code and its charts load when it is visited. */
export const dashboardRoute = createRoute({ getParentRoute: () => appRoute, path: '/dashboard', component: lazyRouteComponent(() => import('./dashboard-page.js'), 'DashboardPage') });
