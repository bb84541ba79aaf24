import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../root-routes.js';

/** Settings; their code loads when they are visited. */
export const settingsRoute = createRoute({ getParentRoute: () => appRoute, path: '/settings', component: lazyRouteComponent(() => import('./settings-page.js'), 'SettingsPage') });
