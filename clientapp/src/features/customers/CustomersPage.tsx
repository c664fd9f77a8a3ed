import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';
import { DataTable } from '../../table/DataTable';
import { useCustomerColumns } from './customerColumns';
import { customerKeys, listCustomers } from './customers.queries';

const route = getRouteApi('/shell/customers');

export function CustomersPage() {
  const { t } = useTranslation('customers');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const fields = useCustomerColumns();
  return (
    <Page title={t('title')} fill>
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
      />
    </Page>
  );
}
