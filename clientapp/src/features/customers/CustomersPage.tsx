import { getRouteApi } from '@tanstack/react-router';
import { Building2, Kanban, List, Plus } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useMe } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FieldDisplay } from '../../fields/registry';
import { withTexts } from '../../i18n/i18n';
import { DataTable } from '../../table/DataTable';
import { LayoutSwitch } from '../../table/LayoutSwitch';
import { useAllColumns } from '../../table/meta';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState, Skeleton } from '../../ui/States';
import { useCustomerColumns } from './customerColumns';
import { changeCustomer, customerKeys, getCustomer, listCustomers, type CustomerDetail, type CustomerRow } from './customers.queries';
import { customerScopes, customerViews } from './customerViews';

const RecordBoard = lazy(() => withTexts(import('../../board/RecordBoard'), 'board')) as typeof import('../../board/RecordBoard').default;
const NewCustomer = lazy(() => import('./NewCustomer').then((file) => ({ default: file.NewCustomer })));
const route = getRouteApi('/shell/customers');
const byStatus = { board: 'status' };

export function CustomersPage() {
  const { t } = useTranslation(['customers', 'common']);
  const { new: creating, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const own = useCustomerColumns();
  const fields = useAllColumns('customers', own);
  const mayWrite = can('customers.write');

  const { ask, dialog } = useConflicts(useMemo(() => fields.map((field) => ({ key: field.key, label: field.label, show: (value) => <FieldDisplay field={field} value={value} /> })), [fields]));
  const save = (row: CustomerRow, changes: Partial<CustomerRow>) =>
    saveOver<CustomerDetail>(changes, row, row.version, {
      patch: (kept, version) => changeCustomer(row.id, kept, version),
      reload: () => getCustomer(row.id),
      ask,
    });

  const open = () => void navigate({ search: (before) => ({ ...before, new: '1' as const }) });
  const close = () => void navigate({ search: ({ new: _, ...before }) => before, replace: true });
  usePageKey('n', mayWrite ? open : null);

  const { role } = useMe();
  const builtIn = customerViews.filter((id) => id !== 'team' || role !== 'sales').map((id) => ({ id, label: t(`view.${id}`), ...customerScopes[id] }));
  const views = useListViews({ entity: 'customers', builtIn, fields: own as ColumnField<never>[], search, layouts: byStatus, go: (next, replace) => void navigate({ search: next, replace }) });
  const { asked, onSearch, scoped, waiting, layout, layoutField, layOut } = views;
  const { view, listed } = views.shown;
  const create = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={open}>{t('create')}</Button>;

  const list = { fields, search: listed, onSearch, fetchPage: scoped(listCustomers), queryKey: [...customerKeys.list, view], entity: 'customers' };
  const onEdit = mayWrite && view !== 'bin' ? save : undefined;
  const layouts = (
    <LayoutSwitch
      value={layout}
      layouts={[{ value: 'list', label: t('common:table.asList'), icon: List }, { value: 'board', label: t('common:table.asBoard'), icon: Kanban }]}
      onChange={layOut}
    />
  );

  const bulk = can('customers.write') ? { change: true, assign: can('customers.assign'), delete: can('customers.delete') } : undefined;

  return (
    <Page title={t('title')} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: '/customers', search: next as never })} />} actions={create}>
      {layout === 'board' && view !== 'bin' ? (
        <Suspense fallback={<Skeleton height={400} />}>
          <RecordBoard
            {...list}
            label={t('title')}
            asked={asked}
            by={layoutField!}
            onBy={(next) => layOut('board', next)}
            sum="annualRevenue"
            name={(row) => row.name}
            link={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
            onEdit={onEdit}
            tools={layouts}
          />
        </Suspense>
      ) : (
        <DataTable
          {...list}
          id="customers"
          label={t('title')}
          asked={asked}
          waiting={waiting}
          bulk={bulk}
          rowName={(row) => row.name}
          rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
          onEdit={onEdit}
          tools={view !== 'bin' && layouts}
          empty={view === 'bin' ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={Building2} title={t('empty')} hint={t('emptyHint')} action={create} />}
        />
      )}
      {dialog}
      {creating && mayWrite && (
        <Suspense>
          <NewCustomer onClose={close} />
        </Suspense>
      )}
    </Page>
  );
}
