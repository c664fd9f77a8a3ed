import { Building2, CircleAlert, MoreHorizontal } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { regionCodes, regionPath } from '../../fields/regions';
import { useFormat } from '../../format/useFormat';
import { When } from '../../format/When';
import type { Column } from '../../table/columns';
import { Badge } from '../../ui/Badge';
import { CustomerMenu } from './CustomerMenu';
import type { CustomerRow } from './customers.queries';

export function useCustomerColumns(): Column<CustomerRow>[] {
  const { t } = useTranslation('customers');
  return useMemo(
    () => [
      { key: 'name', type: 'text', label: t('field.name'), icon: Building2, width: 240, sortable: true, filterable: true, value: (row) => row.name },
      { key: 'number', locked: t('locked.number'), type: 'text', card: 'last', label: t('field.number'), width: 100, sortable: true, filterable: true, value: (row) => row.number },
      { key: 'status', type: 'code', label: t('field.status'), width: 110, codeList: 'customer_status', sortable: true, filterable: true, editable: true, value: (row) => row.status },
      { key: 'nextFollowUpAt', locked: t('locked.next'), type: 'dateTime', card: 'always', label: t('field.nextFollowUpAt'), width: 150, sortable: true, filterable: true, value: (row) => row.nextFollowUpAt, render: (row) => <NextStep row={row} /> },
      { key: 'lastContactAt', locked: t('locked.last'), type: 'dateTime', label: t('field.lastContactAt'), width: 140, sortable: true, filterable: true, value: (row) => row.lastContactAt },
      { key: 'primaryPhone', locked: t('locked.ways'), type: 'phone', card: 'first', label: t('field.phone'), value: (row) => row.primaryPhone },
      { key: 'industry', type: 'code', label: t('field.industry'), codeList: 'industry', filterable: true, editable: true, value: (row) => row.industry },
      { key: 'regionCode', type: 'region', label: t('field.region'), width: 180, filterable: true, editable: true, value: (row) => regionPath(row), changes: (codes) => regionCodes(codes ?? []) },
      { key: 'rating', type: 'rating', label: t('field.rating'), sortable: true, filterable: true, editable: true, value: (row) => row.rating },
      { key: 'annualRevenue', type: 'money', label: t('field.annualRevenue'), sortable: true, filterable: true, editable: true, value: (row) => row.annualRevenue },
      { key: 'ownerId', type: 'user', label: t('field.owner'), filterable: true, editable: can('customers.assign'), locked: t('locked.assign'), value: (row) => row.ownerId, text: (row) => row.ownerName },
      {
        key: 'stage', locked: t('locked.record'), type: 'code', label: t('field.stage'), width: 110, sortable: true, filterable: true, hidden: true, value: (row) => row.stage,
        options: (['prospect', 'new', 'active', 'silent', 'lost', 'won_back'] as const).map((value) => ({ value, label: t(`stage.${value}`) })),
      },
      { key: 'stageSince', locked: t('locked.record'), type: 'date', label: t('field.stageSince'), sortable: true, filterable: true, hidden: true, value: (row) => row.stageSince },
      { key: 'silentOn', locked: t('locked.record'), type: 'date', label: t('field.silentOn'), sortable: true, filterable: true, hidden: true, value: (row) => row.silentOn },
      { key: 'tags', type: 'tags', label: t('field.tags'), filterable: true, editable: true, value: (row) => row.tags },
      {
        key: 'kind', locked: t('locked.record'), type: 'code', label: t('field.kind'), width: 90, filterable: true, hidden: true, value: (row) => row.kind,
        options: [{ value: 'company', label: t('kind.company') }, { value: 'person', label: t('kind.person') }],
      },
      { key: 'shortName', type: 'text', label: t('field.shortName'), filterable: true, hidden: true, editable: true, value: (row) => row.shortName },
      { key: 'source', type: 'code', label: t('field.source'), codeList: 'customer_source', filterable: true, hidden: true, editable: true, value: (row) => row.source },
      { key: 'size', type: 'code', label: t('field.size'), codeList: 'customer_size', filterable: true, hidden: true, editable: true, value: (row) => row.size },
      { key: 'primaryEmail', locked: t('locked.ways'), type: 'email', label: t('field.email'), hidden: true, value: (row) => row.primaryEmail },
      { key: 'creditCode', locked: t('locked.record'), type: 'text', label: t('field.creditCode'), width: 190, filterable: true, hidden: true, value: (row) => row.creditCode },
      { key: 'createdAt', type: 'dateTime', label: t('field.createdAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.createdAt },
      { key: 'updatedAt', type: 'dateTime', label: t('field.updatedAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.updatedAt },
      { key: 'actions', type: 'text', control: true, label: t('field.actions'), icon: MoreHorizontal, width: 64, value: () => null, render: (row) => <CustomerMenu row={row} /> },
    ],
    [t],
  );
}

/** The day of the next step; a customer without one is a state to be seen. */
function NextStep({ row }: { row: CustomerRow }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (!row.nextFollowUpAt) return row.deletedAt ? null : <Badge tone="bad">{t('noNextStep')}</Badge>;
  const day = format.dayOf(row.nextFollowUpAt);
  if (day >= format.today()) return <When value={day} />;
  return (
    <Badge tone="bad">
      <CircleAlert size={12} role="img" aria-label={t('overdue')} style={{ verticalAlign: -2, marginInlineEnd: 4 }} />
      <When value={day} />
    </Badge>
  );
}
