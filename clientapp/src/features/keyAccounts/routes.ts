import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Target } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

export type KeyAccountsSearch = { show?: 'closed' };

const keyAccountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/key-accounts',
  validateSearch: (search: Record<string, unknown>): KeyAccountsSearch => (search.show === 'closed' ? { show: 'closed' } : {}),
  loader: () => loadTexts('keyAccounts'),
  component: lazyRouteComponent(() => import('./KeyAccountsPage'), 'KeyAccountsPage'),
});

export const keyAccountsRoutes = [keyAccountsRoute] as const;
export const keyAccountsNav: FeatureNav = { items: [{ to: '/key-accounts', label: 'nav.keyAccounts', icon: Target, group: 'customers', permission: 'customers.read' }], create: [] };
