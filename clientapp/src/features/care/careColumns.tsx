import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns';
import { Badge } from '../../ui/Badge';
import type { Care } from './care.queries';
import { kinds, statusTones } from './words';

const statuses = Object.keys(statusTones) as Care['status'][];

export function useCareColumns(): Column<Care>[] {
  const { t } = useTranslation('care');
  return useMemo(
    () => [
      { key: 'customerId', type: 'text', label: t('field.customer'), width: 220, card: 'always', value: (row) => row.customerName },
      { key: 'occasionOn', type: 'date', label: t('field.on'), width: 120, sortable: true, filterable: true, card: 'first', value: (row) => row.occasionOn },
      {
        key: 'occasionKind', type: 'code', label: t('field.occasion'), width: 150, filterable: true, value: (row) => row.occasionKind, options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
        render: (row) => (row.occasionKind === 'festival' || row.occasionKind === 'own' || row.occasionKind === 'contract' ? row.occasion : t(`kind.${row.occasionKind}`)),
      },
      { key: 'contactId', type: 'text', label: t('field.contact'), width: 120, value: (row) => row.contactName, render: (row) => row.contactId && <Link to="/contacts/$id" params={{ id: row.contactId }} tabIndex={-1}>{row.contactName}</Link> },
      { key: 'kind', type: 'code', label: t('field.kind'), width: 90, filterable: true, value: (row) => row.kind, options: (['greeting', 'gift'] as const).map((value) => ({ value, label: t(`care.${value}`) })) },
      { key: 'giftId', type: 'text', label: t('field.gift'), width: 140, value: (row) => row.giftName },
      { key: 'cost', type: 'money', label: t('field.cost'), width: 110, sortable: true, value: (row) => (Number(row.cost) > 0 ? { amount: row.cost, currency: 'CNY' } : null) },
      { key: 'channel', type: 'code', label: t('field.channel'), width: 100, filterable: true, value: (row) => row.channel, options: (['call', 'email', 'sms', 'chat', 'visit'] as const).map((value) => ({ value, label: t(`channel.${value}`) })) },
      {
        key: 'status', type: 'code', label: t('field.status'), width: 130, filterable: true, value: (row) => row.status, options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
        render: (row) => <Badge tone={statusTones[row.status]}>{t(`status.${row.status}`)}</Badge>,
      },
      { key: 'ownerId', type: 'user', label: t('field.owner'), width: 120, filterable: true, value: (row) => row.ownerId },
    ] as Column<Care>[],
    [t],
  );
}
