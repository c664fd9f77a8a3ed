import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const contactsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  validateSearch: listSearch,
  loader: () => loadTexts('contacts'),
  component: lazyRouteComponent(() => import('./ContactsPage'), 'ContactsPage'),
});

const contactRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/$id',
  loader: () => loadTexts('contacts'),
  component: lazyRouteComponent(() => import('./ContactPage'), 'ContactPage'),
});

export const contactsRoutes = [contactsRoute, contactRoute] as const;
export const contactsNav: FeatureNav = { items: [], create: [] };
