import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const followUpsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/follow-ups',
  validateSearch: listSearch,
  loader: () => loadTexts('activities'),
  component: lazyRouteComponent(() => import('./FollowUpsPage'), 'FollowUpsPage'),
});

export const activitiesRoutes = [followUpsRoute] as const;
export const activitiesNav: FeatureNav = { items: [], create: [] };
