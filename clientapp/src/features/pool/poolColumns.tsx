import { Building2, MoreHorizontal, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { regionPath } from '../../fields/regions';
import { useFormat } from '../../format/useFormat';
import type { Column } from '../../table/columns';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import type { CustomerRow } from '../customers/customers.queries';
import { daysLeft, useClaim, type PoolRow, type PoolSettings } from './pool.queries';

export function usePoolColumns(): Column<PoolRow>[] {
  const { t } = useTranslation('pool');
  return useMemo(() => {
    const locked = t('locked');
    return [
      { key: 'name', locked, type: 'text', label: t('field.name'), icon: Building2, width: 240, sortable: true, filterable: true, value: (row) => row.name },
      { key: 'actions', type: 'text', control: true, label: t('field.actions'), icon: MoreHorizontal, width: 110, value: () => null, render: (row) => <ClaimButton row={row} /> },
      { key: 'poolReason', locked, type: 'code', card: 'first', label: t('field.poolReason'), width: 160, codeList: 'pool_reason', filterable: true, value: (row) => row.poolReason },
      { key: 'pooledAt', locked, type: 'dateTime', card: 'always', label: t('field.pooledAt'), width: 160, sortable: true, filterable: true, value: (row) => row.pooledAt },
      { key: 'lastOwnerId', locked, type: 'user', label: t('field.lastOwnerId'), width: 150, filterable: true, value: (row) => row.lastOwnerId, text: (row) => row.lastOwnerName },
      { key: 'lastContactAt', locked, type: 'dateTime', label: t('field.lastContactAt'), width: 130, sortable: true, filterable: true, value: (row) => row.lastContactAt },
      { key: 'industry', locked, type: 'code', label: t('field.industry'), codeList: 'industry', filterable: true, value: (row) => row.industry },
      { key: 'regionCode', locked, type: 'region', label: t('field.region'), width: 180, filterable: true, value: (row) => regionPath(row) },
      { key: 'maskedPhone', locked, type: 'text', label: t('field.phone'), width: 140, value: (row) => row.maskedPhone },
      { key: 'rating', locked, type: 'rating', label: t('field.rating'), sortable: true, filterable: true, hidden: true, value: (row) => row.rating },
      { key: 'status', locked, type: 'code', label: t('field.status'), codeList: 'customer_status', sortable: true, filterable: true, hidden: true, value: (row) => row.status },
      { key: 'source', locked, type: 'code', label: t('field.source'), codeList: 'customer_source', filterable: true, hidden: true, value: (row) => row.source },
      { key: 'size', locked, type: 'code', label: t('field.size'), codeList: 'customer_size', filterable: true, hidden: true, value: (row) => row.size },
      { key: 'tags', locked, type: 'tags', label: t('field.tags'), filterable: true, hidden: true, value: (row) => row.tags },
      { key: 'number', locked, type: 'text', label: t('field.number'), sortable: true, filterable: true, hidden: true, value: (row) => row.number },
      {
        key: 'kind', locked, type: 'code', label: t('field.kind'), filterable: true, hidden: true, value: (row) => row.kind,
        options: [{ value: 'company', label: t('kind.company') }, { value: 'person', label: t('kind.person') }],
      },
      { key: 'createdAt', locked, type: 'dateTime', label: t('field.createdAt'), sortable: true, filterable: true, hidden: true, value: (row) => row.createdAt },
    ];
  }, [t]);
}

/** Customers with an owner who loses them soon. */
export function useReturningColumns(settings: PoolSettings | undefined): Column<CustomerRow>[] {
  const { t } = useTranslation('pool');
  return useMemo(() => {
    const locked = t('locked2');
    return [
      { key: 'name', locked, type: 'text', label: t('field.name'), icon: Building2, width: 240, sortable: true, filterable: true, value: (row) => row.name },
      { key: 'recovery', locked, type: 'text', card: 'always', label: t('field.recovery'), width: 150, value: (row) => row.idleSince, render: (row) => <Recovery of={row} settings={settings} /> },
      { key: 'ownerId', locked, type: 'user', label: t('field.ownerId'), filterable: true, value: (row) => row.ownerId, text: (row) => row.ownerName },
      { key: 'idleSince', locked, type: 'dateTime', label: t('field.idleSince'), width: 140, sortable: true, filterable: true, value: (row) => row.idleSince },
      { key: 'lastContactAt', locked, type: 'dateTime', label: t('field.lastContactAt'), width: 140, sortable: true, filterable: true, value: (row) => row.lastContactAt },
      { key: 'nextFollowUpAt', locked, type: 'dateTime', label: t('field.nextFollowUpAt'), width: 140, sortable: true, filterable: true, value: (row) => row.nextFollowUpAt },
      { key: 'number', locked, type: 'text', label: t('field.number'), sortable: true, filterable: true, value: (row) => row.number },
    ];
  }, [t, settings]);
}

function ClaimButton({ row }: { row: PoolRow }) {
  const { t } = useTranslation('pool');
  const format = useFormat();
  const claim = useClaim();
  if (!can('customers.write')) return null;
  const wait = row.claimableAt ? t('cooldown', { when: format.relative(row.claimableAt) }) : undefined;
  return <Button size="small" icon={UserPlus} tabIndex={-1} busy={claim.isPending} disabled={Boolean(wait)} title={wait} aria-label={t('claimNamed', { name: row.name })} onClick={() => claim.mutate(row)}>{t('claim')}</Button>;
}

/** How many days are left until the customer goes back to the pool. */
export function Recovery({ of, settings }: { of: Pick<CustomerRow, 'idleSince' | 'lastOrderOn' | 'protected'>; settings: PoolSettings | undefined }) {
  const { t } = useTranslation('pool');
  const [now] = useState(Date.now);
  const left = daysLeft(of, settings, now);
  if (left === null) return null;
  const soon = left <= settings!.warningDays;
  return <Badge tone={left <= 2 ? 'bad' : soon ? 'warn' : 'neutral'} title={t('recovery.hint')}>{left === 0 ? t('recovery.today') : t('recovery.days', { count: left })}</Badge>;
}
