import { Link } from '@tanstack/react-router';
import { Building2, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import type { ListQuery } from '../../api/list';
import type { Column } from '../../table/columns';
import { withConditions } from '../../table/conditions';
import { TradeList } from './TradeList';

type ReturnRow = components['schemas']['SalesReturnRow'];

const listReturns = withConditions<ReturnRow>('returns', (query: ListQuery, signal) => body(api.GET('/api/v1/returns', { params: { query }, signal })));

/** All returns in sight. */
export function ReturnsPage() {
  const { t } = useTranslation('orders');
  const columns = useMemo(
    () => [
      { key: 'number', type: 'text', label: t('returns.number'), icon: Undo2, width: 150, sortable: true, filterable: true, value: (row) => row.number },
      {
        key: 'customerId', locked: t('locked'), type: 'text', label: t('field.customer'), icon: Building2, width: 240, value: (row) => row.customerName,
        render: (row) => row.customerId && <Link to="/customers/$id" params={{ id: row.customerId }} tabIndex={-1}>{row.customerName}</Link>,
      },
      { key: 'returnedAt', type: 'dateTime', label: t('returns.at'), sortable: true, filterable: true, value: (row) => row.returnedAt },
      { key: 'total', type: 'money', label: t('returns.total'), sortable: true, filterable: true, value: (row) => row.total },
      { key: 'reason', type: 'code', codeList: 'return_reason', label: t('returns.reason'), filterable: true, value: (row) => row.reason },
      {
        key: 'orderId', locked: t('locked'), type: 'text', label: t('returns.order'), width: 150, value: (row) => row.orderNumber,
        render: (row) => row.orderId && <Link to="/orders" search={{ open: row.orderId }} tabIndex={-1}>{row.orderNumber}</Link>,
      },
    ] as Column<ReturnRow>[],
    [t],
  );
  return <TradeList entity="returns" columns={columns} fetchPage={listReturns} rowName={(row) => row.number} orderOf={(row) => row.orderId} />;
}
