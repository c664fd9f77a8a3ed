import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Medal } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const tiersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/tiers',
  loader: () => loadTexts('tiers', 'settings', 'record', 'fields', 'filters'),
  component: lazyRouteComponent(() => import('./TiersPage'), 'TiersPage'),
});

export const tiersRoutes = [tiersRoute] as const;
export const tiersNav: FeatureNav = { items: [{ to: '/settings/tiers', label: 'nav.tiers', icon: Medal, group: 'settings', permission: 'settings.manage' }], create: [] };
