import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { listSearch, type ListSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

/** The list's state, which of the two lists is shown, and the number of the customer that is looked at. */
export type PoolSearch = ListSearch & { show?: 'returning'; open?: string };

const poolRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/pool',
  validateSearch: (search: Record<string, unknown>): PoolSearch => ({ ...listSearch(search), ...(search['show'] === 'returning' && { show: 'returning' as const }), ...(typeof search['open'] === 'string' && { open: search['open'] }) }),
  loader: () => loadTexts('pool', 'record'),
  component: lazyRouteComponent(() => import('./PoolPage'), 'PoolPage'),
});

export const poolRoutes = [poolRoute] as const;
export const poolNav: FeatureNav = { items: [{ to: '/pool', label: 'nav.pool', icon: Inbox, group: 'customers', permission: 'customers.read' }], create: [] };
