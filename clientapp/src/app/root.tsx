import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { loadTexts } from '../i18n/i18n';
import { NotFound, RouteError } from './RouteStates';

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: () => <main><NotFound /></main>, errorComponent: RouteError });

export const changePasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/change-password',
  component: lazyRouteComponent(() => import('../features/auth/ChangePasswordPage'), 'ChangePasswordPage'),
});

/** Features hang their pages here. Nobody comes this far without a session: see Gate. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  loader: () => loadTexts('common'),
  component: lazyRouteComponent(() => import('./Shell'), 'Shell'),
});
