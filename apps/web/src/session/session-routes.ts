import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root-routes.js';

const pages = () => import('./session-pages.js');
const nextOf = (search: Record<string, unknown>): { next?: string } =>
  typeof search['next'] === 'string' ? { next: search['next'] } : {};

/** The ways in. Tokens of mailed links stand in the fragment, which never leaves the browser. */
export const sessionRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    validateSearch: nextOf,
    component: lazyRouteComponent(pages, 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/forgot-password',
    component: lazyRouteComponent(pages, 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reset-password',
    component: lazyRouteComponent(pages, 'ResetPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/invitation',
    component: lazyRouteComponent(pages, 'InvitationPage'),
  }),
  createRoute({ getParentRoute: () => rootRoute, path: '/setup', component: lazyRouteComponent(pages, 'SetUpPage') }),
] as const;
