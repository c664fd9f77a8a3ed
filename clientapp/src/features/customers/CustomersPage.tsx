import { getRouteApi } from '@tanstack/react-router';
import { Building2, Plus } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FieldDisplay } from '../../fields/registry';
import { DataTable } from '../../table/DataTable';
import { Button } from '../../ui/Button';
import { usePageKey } from '../../ui/pageKeys';
import { EmptyState } from '../../ui/States';
import { useCustomerColumns } from './customerColumns';
import { changeCustomer, customerKeys, getCustomer, listCustomers, type CustomerDetail, type CustomerRow } from './customers.queries';
import { customerViews, switchView, viewOf } from './customerViews';

const NewCustomer = lazy(() => import('./NewCustomer').then((file) => ({ default: file.NewCustomer })));
const route = getRouteApi('/shell/customers');

export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { new: creating, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const fields = useCustomerColumns();
  const view = viewOf(search);
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

  const views = useMemo(
    () => customerViews.map((id) => ({ id, label: t(`view.${id}`), link: { to: '/customers' as const, search: switchView(search, id) } })),
    [t, search],
  );
  const create = mayWrite && <Button variant="primary" icon={Plus} aria-keyshortcuts="N" onClick={open}>{t('create')}</Button>;

  return (
    <Page title={t('title')} fill views={<ViewTabs label={t('view.label')} views={views} current={view} />} actions={create}>
      <DataTable
        id="customers"
        label={t('title')}
        fields={fields}
        queryKey={customerKeys.list}
        fetchPage={listCustomers}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        rowName={(row) => row.name}
        rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
        onEdit={mayWrite && view !== 'bin' ? save : undefined}
        empty={view === 'bin' ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={Building2} title={t('empty')} hint={t('emptyHint')} action={create} />}
      />
      {dialog}
      {creating && mayWrite && (
        <Suspense>
          <NewCustomer onClose={close} />
        </Suspense>
      )}
    </Page>
  );
}
