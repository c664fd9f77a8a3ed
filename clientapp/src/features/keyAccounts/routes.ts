import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Target } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { viewSearch, type ViewSearch } from '../../table/views';

/** The list's state; `open` the plan that is looked at, `show` what the programme does instead of the list. */
export type KeyAccountsSearch = ViewSearch & { open?: string; show?: 'measure' };

const keyAccountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/key-accounts',
  validateSearch: (search: Record<string, unknown>): KeyAccountsSearch => ({
    ...listSearch(search),
    ...viewSearch(search),
    ...(typeof search['open'] === 'string' && search['open'] && { open: search['open'] }),
    ...(search['show'] === 'measure' && { show: 'measure' as const }),
  }),
  loader: () => loadTexts('keyAccounts', 'record'),
  component: lazyRouteComponent(() => import('./KeyAccountsPage'), 'KeyAccountsPage'),
});

export const keyAccountsRoutes = [keyAccountsRoute] as const;
export const keyAccountsNav: FeatureNav = { items: [{ to: '/key-accounts', label: 'nav.keyAccounts', icon: Target, group: 'customers', permission: 'customers.read' }], create: [] };
