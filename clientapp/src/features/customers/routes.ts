import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { recordSearch } from '../activities/timelineSearch';
import { customersSearch } from './customerViews';

const customersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers',
  validateSearch: customersSearch,
  loader: () => loadTexts('customers', 'record'),
  component: lazyRouteComponent(() => import('./CustomersPage'), 'CustomersPage'),
});

const customerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers/$id',
  validateSearch: recordSearch,
  loader: () => loadTexts('customer', 'record', 'timeline', 'activities'),
  component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
});

export const customersRoutes = [customersRoute, customerRoute] as const;
export const customersNav: FeatureNav = {
  items: [{ to: '/customers', label: 'nav.customers', icon: Building2, group: 'customers', first: true, key: 'c', permission: 'customers.read', finds: 'customer' }],
  create: [{ to: '/customers', search: { new: '1' }, label: 'create.customer', icon: Building2, permission: 'customers.write' }],
};
