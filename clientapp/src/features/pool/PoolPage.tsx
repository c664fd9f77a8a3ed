import { useQuery } from '@tanstack/react-query';
import { getRouteApi, type LinkProps } from '@tanstack/react-router';
import { Settings2, UserPlus, Inbox, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery, ListSearch } from '../../api/list';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { DataTable } from '../../table/DataTable';
import { Button, IconButton } from '../../ui/Button';
import { EmptyState, Skeleton } from '../../ui/States';
import { listCustomers } from '../customers/customers.queries';
import { listPool, poolKeys, poolSettingsQuery, useClaimMany, warnedSince, type PoolRow } from './pool.queries';
import { usePoolColumns, useReturningColumns } from './poolColumns';
import type { PoolSearch } from './routes';

const PoolRules = lazy(() => import('./PoolRules').then((file) => ({ default: file.PoolRules })));
const PoolCustomer = lazy(() => import('./PoolCustomer').then((file) => ({ default: file.PoolCustomer })));

const route = getRouteApi('/shell/pool');
const link = (search: PoolSearch) => ({ to: '/pool', search }) as unknown as LinkProps;

/** The customers whom anybody may claim, and those who will be among them soon. */
export function PoolPage() {
  const { t } = useTranslation('pool');
  const { show, open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const [ruling, setRuling] = useState(false);
  const onSearch = (next: ListSearch) => void navigate({ search: { ...next, ...(show && { show }) }, replace: true });
  const views = [{ id: 'pool', label: t('view.pool'), link: link({}) }, { id: 'returning', label: t('view.returning'), link: link({ show: 'returning' }) }];
  const rules = can('settings.manage') && <Button icon={Settings2} onClick={() => setRuling(true)}>{t('rules.open')}</Button>;

  return (
    <Page title={t('title')} fill views={<ViewTabs label={t('view.label')} views={views} current={show ?? 'pool'} />} actions={rules}>
      {show ? <Returning search={search} onSearch={onSearch} /> : <Pool search={search} onSearch={onSearch} />}
      {open && <Suspense><PoolCustomer number={open} onClose={() => onSearch(search)} /></Suspense>}
      {ruling && <Suspense><PoolRules onClose={() => setRuling(false)} /></Suspense>}
    </Page>
  );
}

type Listed = { search: ListSearch; onSearch: (search: ListSearch) => void };

function Pool({ search, onSearch }: Listed) {
  const { t } = useTranslation('pool');
  const fields = usePoolColumns();
  const claim = useClaimMany();
  const bar = (rows: PoolRow[], clear: () => void) => (
    <>
      <Button size="small" icon={UserPlus} busy={claim.isPending} onClick={() => claim.mutate(rows.map((row) => row.id), { onSuccess: clear })}>{t('claimMany', { count: rows.length })}</Button>
      <IconButton size="small" label={t('clear')} icon={X} onClick={clear} />
    </>
  );
  return (
    <DataTable
      id="pool"
      entity="pool"
      keptIn
      label={t('title')}
      fields={fields}
      queryKey={poolKeys.list}
      fetchPage={listPool}
      search={search}
      onSearch={onSearch}
      rowName={(row) => row.name}
      rowLink={(row) => link({ ...search, open: row.number })}
      chosenBar={can('customers.write') ? bar : undefined}
      empty={<EmptyState icon={Inbox} title={t('empty')} hint={t('emptyHint')} />}
    />
  );
}

function Returning({ search, onSearch }: Listed) {
  const { t } = useTranslation('pool');
  const { data: settings } = useQuery(poolSettingsQuery);
  const fields = useReturningColumns(settings);
  // The moment is taken once, so that the list stays the same list while it is looked at.
  const [now] = useState(Date.now);
  if (!settings) return <Skeleton height={400} />;
  if (!settings.recoverAfterDays) return <EmptyState icon={Inbox} title={t('returningOff')} hint={t('returningOffHint')} />;
  const scope = { idleSince: { lte: warnedSince(settings, now) }, protected: { eq: 'false' } };
  const scoped = (query: ListQuery) => ({ ...query, sort: query.sort ?? 'idleSince', filter: { ...query.filter, protected: scope.protected, idleSince: { ...query.filter?.['idleSince'], ...scope.idleSince } } });
  return (
    <DataTable
      id="pool-returning"
      keptIn
      label={t('view.returning')}
      fields={fields}
      queryKey={['customers', 'list', 'returning', scope]}
      fetchPage={(query, signal) => listCustomers(scoped(query), signal)}
      search={search}
      onSearch={onSearch}
      rowName={(row) => row.name}
      rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
      empty={<EmptyState icon={Inbox} title={t('returningEmpty')} />}
    />
  );
}
