import { Link } from '@tanstack/react-router';
import { Building2, ReceiptText } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns';
import { Badge, type Tone } from '../../ui/Badge';
import type { OrderRow, ProductRow } from './orders.queries';

export const statusTones: Record<OrderRow['status'], Tone> = { draft: 'slate', confirmed: 'brand', shipped: 'warn', completed: 'good', cancelled: 'bad' };

export function useOrderColumns(): Column<OrderRow>[] {
  const { t } = useTranslation('orders');
  return useMemo(
    () => [
      { key: 'number', type: 'text', label: t('field.number'), icon: ReceiptText, width: 150, sortable: true, filterable: true, value: (row) => row.number },
      {
        key: 'customerId', locked: t('locked'), type: 'text', label: t('field.customer'), icon: Building2, width: 240, value: (row) => row.customerName,
        render: (row) => row.customerId && <Link to="/customers/$id" params={{ id: row.customerId }} tabIndex={-1}>{row.customerName}</Link>,
      },
      { key: 'orderedAt', type: 'dateTime', label: t('field.orderedAt'), sortable: true, filterable: true, value: (row) => row.orderedAt },
      {
        key: 'status', type: 'code', label: t('field.status'), filterable: true, value: (row) => row.status, options: (Object.keys(statusTones) as OrderRow['status'][]).map((value) => ({ value, label: t(`status.${value}`) })),
        render: (row) => <Badge tone={statusTones[row.status]}>{t(`status.${row.status}`)}</Badge>,
      },
      { key: 'total', type: 'money', label: t('field.total'), sortable: true, filterable: true, value: (row) => row.total },
      { key: 'channel', type: 'code', codeList: 'sales_channel', label: t('field.channel'), filterable: true, value: (row) => row.channel },
      { key: 'paymentMethod', type: 'code', codeList: 'payment_method', label: t('field.paymentMethod'), filterable: true, value: (row) => row.paymentMethod },
      { key: 'ownerId', type: 'user', label: t('field.owner'), filterable: true, value: (row) => row.ownerId, text: (row) => row.ownerName },
      { key: 'wantedOn', type: 'date', label: t('field.wantedOn'), sortable: true, filterable: true, hidden: true, value: (row) => row.wantedOn },
    ] as Column<OrderRow>[],
    [t],
  );
}

export function useProductColumns(): Column<ProductRow>[] {
  const { t } = useTranslation('orders');
  return useMemo(
    () => [
      { key: 'code', type: 'text', label: t('product.code'), width: 160, sortable: true, filterable: true, value: (row) => row.code },
      { key: 'name', type: 'text', label: t('product.name'), width: 280, sortable: true, filterable: true, value: (row) => row.name },
      { key: 'categoryId', type: 'text', label: t('product.category'), width: 160, value: (row) => row.categoryName },
      { key: 'unit', type: 'text', label: t('product.unit'), width: 90, filterable: true, value: (row) => row.unit },
      { key: 'price', type: 'money', label: t('product.price'), sortable: true, filterable: true, value: (row) => row.price },
      { key: 'active', type: 'yesNo', label: t('product.active'), filterable: true, value: (row) => row.active },
    ] as Column<ProductRow>[],
    [t],
  );
}
