import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const todayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  loader: () => loadTexts('today'),
  component: lazyRouteComponent(() => import('./TodayPage'), 'TodayPage'),
});

export const todayRoutes = [todayRoute] as const;
export const todayNav: FeatureNav = { items: [], create: [] };
