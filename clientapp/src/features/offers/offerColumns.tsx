import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns';
import { Badge } from '../../ui/Badge';
import type { Offer } from './offers.queries';
import { statusTones, useTerms } from './terms';

export function useOfferColumns(): Column<Offer>[] {
  const { t } = useTranslation('offers');
  const terms = useTerms();
  return useMemo(
    () => [
      { key: 'kind', type: 'code', label: t('field.offer'), width: 320, card: 'always', filterable: true, value: (row) => row.kind, options: (['price', 'discount', 'benefit'] as const).map((value) => ({ value, label: t(`kind.${value}`) })), render: (row) => <span className="truncate">{terms(row)}</span> },
      { key: 'customerId', type: 'text', label: t('field.customer'), width: 220, card: 'first', value: (row) => row.customerName, render: (row) => <Link to="/customers/$id" params={{ id: row.customerId }} tabIndex={-1}>{row.customerName}</Link> },
      { key: 'validFrom', type: 'date', label: t('field.validFrom'), width: 120, sortable: true, filterable: true, value: (row) => row.validFrom },
      { key: 'validTo', type: 'date', label: t('field.validTo'), width: 120, sortable: true, filterable: true, value: (row) => row.validTo },
      {
        key: 'status', type: 'code', label: t('field.status'), width: 120, filterable: true, value: (row) => row.status, options: (Object.keys(statusTones) as Offer['status'][]).map((value) => ({ value, label: t(`status.${value}`) })),
        render: (row) => <Badge tone={statusTones[row.status]}>{t(`status.${row.status}`)}</Badge>,
      },
      { key: 'reason', type: 'text', label: t('field.reason'), width: 200, value: (row) => row.reason },
      { key: 'grantedById', type: 'user', label: t('field.grantedBy'), width: 120, filterable: true, value: (row) => row.grantedById, text: (row) => row.grantedByName },
      { key: 'approvedById', type: 'user', label: t('field.approvedBy'), width: 120, filterable: true, value: (row) => row.approvedById, text: (row) => row.approvedByName },
    ] as Column<Offer>[],
    [t, terms],
  );
}
