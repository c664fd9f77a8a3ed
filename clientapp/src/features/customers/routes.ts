import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';

const customersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers',
  validateSearch: listSearch,
  loader: () => loadTexts('customers'),
  component: lazyRouteComponent(() => import('./CustomersPage'), 'CustomersPage'),
});

const customerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers/$id',
  loader: () => loadTexts('customers'),
  component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
});

export const customersRoutes = [customersRoute, customerRoute] as const;
export const customersNav: FeatureNav = {
  items: [{ to: '/customers', label: 'nav.customers', icon: Building2, group: 'customers', key: 'c', permission: 'customers.read' }],
  create: [],
};
