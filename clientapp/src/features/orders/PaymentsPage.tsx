import { Link } from '@tanstack/react-router';
import { Building2, CalendarDays } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import type { ListQuery } from '../../api/list';
import { useFormat } from '../../format/useFormat';
import type { Column } from '../../table/columns';
import { withConditions } from '../../table/conditions';
import { TradeList } from './TradeList';

type PaymentRow = components['schemas']['PaymentRow'];

const listPayments = withConditions<PaymentRow>('payments', (query: ListQuery, signal) => body(api.GET('/api/v1/payments', { params: { query }, signal })));

/** All payments in sight. */
export function PaymentsPage() {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const columns = useMemo(
    () => [
      { key: 'customerId', locked: t('locked'), type: 'text', label: t('field.customer'), icon: Building2, width: 260, value: (row) => row.customerName },
      { key: 'paidOn', type: 'date', card: 'always', label: t('payments.on'), icon: CalendarDays, width: 130, sortable: true, filterable: true, value: (row) => row.paidOn },
      { key: 'amount', type: 'money', label: t('payments.amount'), sortable: true, filterable: true, value: (row) => row.amount },
      { key: 'method', type: 'code', codeList: 'payment_method', label: t('field.paymentMethod'), filterable: true, value: (row) => row.method },
      { key: 'dueOn', type: 'date', label: t('payments.dueOn'), sortable: true, filterable: true, value: (row) => row.dueOn },
      { key: 'reference', type: 'text', label: t('payments.reference'), width: 180, filterable: true, value: (row) => row.reference },
      {
        key: 'orderId', locked: t('locked'), type: 'text', label: t('returns.order'), width: 150, value: (row) => row.orderNumber,
        render: (row) => row.orderId && <Link to="/orders" search={{ open: row.orderId }} tabIndex={-1}>{row.orderNumber}</Link>,
      },
    ] as Column<PaymentRow>[],
    [t],
  );
  return <TradeList entity="payments" columns={columns} fetchPage={listPayments} rowName={(row) => row.customerName ?? format.date(row.paidOn)} orderOf={(row) => row.orderId} />;
}
