import { getRouteApi } from '@tanstack/react-router';
import { Plus, ReceiptText } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { DataTable } from '../../table/DataTable';
import { useAllColumns } from '../../table/meta';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import type { BuiltInView } from '../../table/views';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState } from '../../ui/States';
import { useOrderColumns } from './orderColumns';
import { listOrders, orderKeys } from './orders.queries';
import type { OrdersSearch } from './routes';

const NewOrder = lazy(() => import('./OrderForm').then((file) => ({ default: file.NewOrder })));
const OrderDrawer = lazy(() => import('./OrderDrawer').then((file) => ({ default: file.OrderDrawer })));
const route = getRouteApi('/shell/orders');

/** All orders in sight. */
export function OrdersPage() {
  const { t } = useTranslation('orders');
  const { new: creating, for: customerId, open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const own = useOrderColumns();
  const fields = useAllColumns('orders', own);
  const mayWrite = can('orders.write');

  const go = (next: OrdersSearch, replace = false) => void navigate({ search: next, replace });
  const create = () => go({ ...search, new: '1' });
  usePageKey('n', mayWrite ? create : null);

  const builtIn: BuiltInView[] = [
    { id: 'all', label: t('view.all') },
    { id: 'mine', label: t('view.mine'), filter: { ownerId: { eq: 'me' } } },
    { id: 'open', label: t('view.open'), filter: { status: { in: 'draft,confirmed,shipped' } } },
    { id: 'bin', label: t('view.bin'), deleted: 'only' as const },
  ];
  const views = useListViews({ entity: 'orders', builtIn, fields: own as ColumnField<never>[], search, go: (next) => go(next, true) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;
  const button = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={create}>{t('create')}</Button>;

  return (
    <Page title={t('title.orders')} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: '/orders', search: next as never })} />} actions={button}>
      <DataTable
        id="orders"
        entity="orders"
        label={t('title.orders')}
        fields={fields}
        queryKey={[...orderKeys.list, view]}
        fetchPage={scoped(listOrders)}
        search={listed}
        onSearch={onSearch}
        asked={asked}
        waiting={waiting}
        bulk={mayWrite ? { change: true, assign: true, delete: can('orders.delete') } : undefined}
        rowName={(row) => row.number}
        rowLink={(row) => ({ to: '/orders', search: { ...search, open: row.id } as never })}
        empty={view === 'bin' ? <EmptyState title={t('binEmpty')} /> : <EmptyState icon={ReceiptText} title={t('empty')} hint={t('emptyHint')} action={button} />}
      />
      <Suspense>
        {creating && mayWrite && <NewOrder customerId={customerId} onClose={() => go(search, true)} onSaved={(id) => go({ ...search, open: id }, true)} />}
        {open && <OrderDrawer key={open} id={open} onClose={() => go(search, true)} />}
      </Suspense>
    </Page>
  );
}
