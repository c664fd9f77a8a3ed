import { Building2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnField } from '../../fields/field';
import type { CustomerRow } from './customers.queries';

export function useCustomerColumns(): ColumnField<CustomerRow>[] {
  const { t } = useTranslation('customers');
  return useMemo(
    () => [
      { key: 'name', type: 'text', label: t('field.name'), icon: Building2, width: 240, sortable: true, filterable: true, value: (row) => row.name },
      { key: 'number', type: 'text', label: t('field.number'), width: 110, sortable: true, filterable: true, value: (row) => row.number },
      { key: 'status', type: 'code', label: t('field.status'), codeList: 'customer_status', sortable: true, filterable: true, value: (row) => row.status },
      { key: 'rating', type: 'rating', label: t('field.rating'), sortable: true, filterable: true, value: (row) => row.rating },
      { key: 'industry', type: 'code', label: t('field.industry'), codeList: 'industry', filterable: true, value: (row) => row.industry },
      { key: 'primaryPhone', type: 'phone', label: t('field.phone'), value: (row) => row.primaryPhone },
      { key: 'lastContactAt', type: 'dateTime', label: t('field.lastContactAt'), sortable: true, filterable: true, value: (row) => row.lastContactAt },
      { key: 'nextFollowUpAt', type: 'dateTime', label: t('field.nextFollowUpAt'), sortable: true, filterable: true, value: (row) => row.nextFollowUpAt },
      { key: 'ownerId', type: 'user', label: t('field.owner'), filterable: true, value: (row) => row.ownerId, text: (row) => row.ownerName },
      { key: 'tags', type: 'tags', label: t('field.tags'), filterable: true, value: (row) => row.tags },
      { key: 'createdAt', type: 'dateTime', label: t('field.createdAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.createdAt },
    ],
    [t],
  );
}
