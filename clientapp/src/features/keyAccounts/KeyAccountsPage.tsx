import { getRouteApi, Link, type LinkProps } from '@tanstack/react-router';
import { Building2, ChartNoAxesColumn, List, Target } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { useFormat } from '../../format/useFormat';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import type { BuiltInView } from '../../table/views';
import { LayoutSwitch } from '../../table/LayoutSwitch';
import { Badge } from '../../ui/Badge';
import { EmptyState, Skeleton } from '../../ui/States';
import { keyAccountKeys, listKeyAccounts, type Row } from './keyAccounts.queries';
import type { KeyAccountsSearch } from './routes';

const Measured = lazy(() => import('./Measured').then((file) => ({ default: file.Measured })));
const PlanDrawer = lazy(() => import('./PlanDrawer').then((file) => ({ default: file.PlanDrawer })));
const route = getRouteApi('/shell/key-accounts');
const link = (search: KeyAccountsSearch) => ({ to: '/key-accounts', search }) as unknown as LinkProps;

/** The customers of the programme, whose plan is to be looked at first, and what the programme does. */
export function KeyAccountsPage() {
  const { t } = useTranslation('keyAccounts');
  const { open, show, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: KeyAccountsSearch, replace = false) => void navigate({ search: next, replace });
  const mayWrite = can('customers.write');

  const fields = useMemo(
    () => [
      {
        key: 'customerId', locked: true, type: 'text', label: t('customer'), icon: Building2, width: 240, value: (row) => row.customerName,
        render: (row) => <Link to="/customers/$id" params={{ id: row.customerId }} search={{ tab: 'related' } as never} tabIndex={-1} className="truncate" onClick={(event) => event.stopPropagation()}>{row.customerName}</Link>,
      },
      { key: 'tier', type: 'code', label: t('tier'), width: 90, codeList: 'customer_tier', value: (row) => row.tier },
      { key: 'owner', type: 'text', label: t('owner'), width: 110, value: (row) => row.ownerName },
      { key: 'status', type: 'code', card: 'first', label: t('status'), width: 90, filterable: true, value: (row) => row.status, options: (['active', 'paused', 'closed'] as const).map((value) => ({ value, label: t(`statuses.${value}`) })) },
      { key: 'nextReviewOn', type: 'date', card: 'always', label: t('nextReview'), width: 170, sortable: true, filterable: true, value: (row) => row.nextReviewOn, render: (row) => <Due day={row.nextReviewOn} counts={row.status === 'active'} /> },
      { key: 'lastReviewOn', type: 'date', label: t('lastReview'), width: 130, sortable: true, filterable: true, value: (row) => row.lastReviewOn },
      { key: 'openGoals', type: 'number', label: t('openGoals'), width: 110, filterable: true, value: (row) => row.openGoals },
      { key: 'openActions', type: 'number', label: t('openActions'), width: 110, filterable: true, value: (row) => row.openActions },
      { key: 'nextActionOn', type: 'date', label: t('nextAction'), width: 170, sortable: true, filterable: true, value: (row) => row.nextActionOn, render: (row) => <Due day={row.nextActionOn} counts /> },
      { key: 'startedOn', type: 'date', label: t('started'), width: 130, hidden: true, sortable: true, filterable: true, value: (row) => row.startedOn },
    ] as Column<Row>[],
    [t],
  );
  const builtIn: BuiltInView[] = [
    { id: 'active', label: t('view.active'), filter: { status: { in: 'active,paused' } } },
    { id: 'closed', label: t('view.closed'), filter: { status: { eq: 'closed' } } },
    { id: 'bin', label: t('view.bin'), deleted: 'only' },
  ];
  const views = useListViews({ entity: 'key-accounts', builtIn, fields: fields as ColumnField<never>[], search, go: (next) => go(next, true) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;
  const switcher = <LayoutSwitch value={show ?? 'list'} layouts={[{ value: 'list', label: t('title'), icon: List }, { value: 'measure', label: t('measure'), icon: ChartNoAxesColumn }]} onChange={(next) => go({ ...search, ...(next === 'measure' && { show: next }) })} />;

  return (
    <Page title={t('title')} fill={!show} views={!show && <ViewBar label={t('view.label')} views={views} linkOf={(next) => link(next)} />} actions={switcher}>
      {show ? (
        <Suspense fallback={<Skeleton height={240} />}><Measured /></Suspense>
      ) : (
        <DataTable
          id="key-accounts"
          entity="key-accounts"
          label={t('title')}
          fields={fields}
          queryKey={[...keyAccountKeys.list, view]}
          fetchPage={scoped(listKeyAccounts)}
          search={listed}
          onSearch={onSearch}
          asked={asked}
          waiting={waiting}
          searchable={false}
          bulk={mayWrite ? { change: true, assign: false, delete: true } : undefined}
          rowName={(row) => row.customerName}
          rowLink={(row) => link({ ...search, open: row.id })}
          empty={view === 'bin' ? <EmptyState title={t('binEmpty')} hint={t('binEmptyHint')} /> : <EmptyState icon={Target} title={t('none')} hint={t('noneHint')} />}
        />
      )}
      <Suspense>{open && <PlanDrawer key={open} id={open} onClose={() => go(search, true)} />}</Suspense>
    </Page>
  );
}

/** A day, and whether it has come while it counts. */
function Due({ day, counts }: { day: string | null | undefined; counts: boolean }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  return day && <>{format.date(day)} {counts && day <= format.today() && <Badge tone="bad">{t('overdue')}</Badge>}</>;
}
