import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Sun } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const todayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  loader: () => loadTexts('today', 'activities'),
  component: lazyRouteComponent(() => import('./TodayPage'), 'TodayPage'),
});

export const todayRoutes = [todayRoute] as const;
export const todayNav: FeatureNav = {
  items: [{ to: '/', label: 'nav.today', icon: Sun, group: 'today', first: true, key: 't', permission: 'activities.read' }],
  create: [],
};
