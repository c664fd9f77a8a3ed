import { getRouteApi } from '@tanstack/react-router';
import { Package, Plus } from 'lucide-react';
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
import { useProductColumns } from './orderColumns';
import { listProducts, orderKeys } from './orders.queries';
import type { OrdersSearch } from './routes';

const ProductForm = lazy(() => import('./ProductForm').then((file) => ({ default: file.ProductForm })));
const route = getRouteApi('/shell/products');

/** What is sold. */
export function ProductsPage() {
  const { t } = useTranslation('orders');
  const { new: creating, for: _, open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const own = useProductColumns();
  const fields = useAllColumns('products', own);
  const mayWrite = can('orders.write');

  const go = (next: OrdersSearch, replace = false) => void navigate({ search: next, replace });
  const create = () => go({ ...search, new: '1' });
  usePageKey('n', mayWrite ? create : null);

  const builtIn: BuiltInView[] = [{ id: 'all', label: t('view.all') }, { id: 'active', label: t('product.onSale'), filter: { active: { eq: 'true' } } }, { id: 'bin', label: t('view.bin'), deleted: 'only' as const }];
  const views = useListViews({ entity: 'products', builtIn, fields: own as ColumnField<never>[], search, go: (next) => go(next, true) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;
  const button = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={create}>{t('product.create')}</Button>;

  return (
    <Page title={t('title.products')} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: '/products', search: next as never })} />} actions={button}>
      <DataTable
        id="products"
        entity="products"
        label={t('title.products')}
        fields={fields}
        queryKey={[...orderKeys.products, view]}
        fetchPage={scoped(listProducts)}
        search={listed}
        onSearch={onSearch}
        asked={asked}
        waiting={waiting}
        bulk={mayWrite ? { change: true, assign: false, delete: can('orders.delete') } : undefined}
        rowName={(row) => row.name}
        rowLink={(row) => ({ to: '/products', search: { ...search, open: row.id } as never })}
        empty={view === 'bin' ? <EmptyState title={t('binEmpty')} /> : <EmptyState icon={Package} title={t('product.empty')} hint={t('emptyHint')} action={button} />}
      />
      <Suspense>
        {creating && mayWrite && <ProductForm id={null} onClose={() => go(search, true)} />}
        {open && <ProductForm key={open} id={open} onClose={() => go(search, true)} />}
      </Suspense>
    </Page>
  );
}
