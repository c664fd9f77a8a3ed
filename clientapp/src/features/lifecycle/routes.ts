import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Sprout } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const lifecycleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lifecycle',
  loader: () => loadTexts('lifecycle'),
  component: lazyRouteComponent(() => import('./LifecyclePage'), 'LifecyclePage'),
});

export const lifecycleRoutes = [lifecycleRoute] as const;
export const lifecycleNav: FeatureNav = { items: [{ to: '/lifecycle', label: 'nav.lifecycle', icon: Sprout, group: 'analysis', permission: 'customers.read' }], create: [] };
