import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Banknote, Package, ReceiptText, Undo2 } from 'lucide-react';
import { listSearch } from '../../api/list';
import type { FeatureNav } from '../../app/navigation';
import { shellRoute } from '../../app/root';
import { loadTexts } from '../../i18n/i18n';
import { viewSearch, type ViewSearch } from '../../table/views';

/** The list's state; `new` while the form for a new order is open, `for` the customer it is for, `open` the record that is looked at. */
export type OrdersSearch = ViewSearch & { new?: '1'; for?: string; open?: string };

const text = (search: Record<string, unknown>, key: 'for' | 'open') => (typeof search[key] === 'string' && search[key] ? { [key]: search[key] } : {});

const ordersSearch = (search: Record<string, unknown>): OrdersSearch => ({
  ...listSearch(search),
  ...viewSearch(search),
  ...(String(search['new']) === '1' && { new: '1' as const }),
  ...text(search, 'for'),
  ...text(search, 'open'),
});

const ordersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/orders',
  validateSearch: ordersSearch,
  loader: () => loadTexts('orders', 'record'),
  component: lazyRouteComponent(() => import('./OrdersPage'), 'OrdersPage'),
});

const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  validateSearch: ordersSearch,
  loader: () => loadTexts('orders', 'record'),
  component: lazyRouteComponent(() => import('./ProductsPage'), 'ProductsPage'),
});

const listed = (search: Record<string, unknown>): ViewSearch => ({ ...listSearch(search), ...viewSearch(search) });

const returnsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/returns',
  validateSearch: listed,
  loader: () => loadTexts('orders', 'record'),
  component: lazyRouteComponent(() => import('./ReturnsPage'), 'ReturnsPage'),
});

const paymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments',
  validateSearch: listed,
  loader: () => loadTexts('orders', 'record'),
  component: lazyRouteComponent(() => import('./PaymentsPage'), 'PaymentsPage'),
});

export const ordersRoutes = [ordersRoute, returnsRoute, paymentsRoute, productsRoute] as const;
export const ordersNav: FeatureNav = {
  items: [
    { to: '/orders', label: 'nav.orders', icon: ReceiptText, group: 'trade', first: true, key: 'o', permission: 'orders.read' },
    { to: '/returns', label: 'nav.returns', icon: Undo2, group: 'trade', permission: 'orders.read' },
    { to: '/payments', label: 'nav.payments', icon: Banknote, group: 'trade', permission: 'orders.read' },
    { to: '/products', label: 'nav.products', icon: Package, group: 'trade', permission: 'orders.read' },
  ],
  create: [{ to: '/orders', search: { new: '1' }, label: 'create.order', icon: ReceiptText, permission: 'orders.write' }],
};
