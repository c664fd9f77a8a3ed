import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const loader = () => loadTexts('settings');

const codeListsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/code-lists',
  loader,
  component: lazyRouteComponent(() => import('./CodeListsPage'), 'CodeListsPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/users',
  loader,
  component: lazyRouteComponent(() => import('./UsersPage'), 'UsersPage'),
});

const tagsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/tags',
  loader,
  component: lazyRouteComponent(() => import('./TagsPage'), 'TagsPage'),
});

export const settingsRoutes = [codeListsRoute, usersRoute, tagsRoute] as const;
export const settingsNav: FeatureNav = { items: [], create: [] };
