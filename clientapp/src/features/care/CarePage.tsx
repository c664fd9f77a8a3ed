import { getRouteApi, type LinkProps } from '@tanstack/react-router';
import { CheckCheck, Gift, Settings2, Sparkles, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery, ListSearch } from '../../api/list';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { withTexts } from '../../i18n/i18n';
import { DataTable } from '../../table/DataTable';
import { Button, IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/States';
import { careKeys, listCare, useApproveMany, usePropose, type Care } from './care.queries';
import { useCareColumns } from './careColumns';
import css from './care.module.css';
import type { CareSearch } from './routes';
import { useOccasionName } from './words';

const Budget = lazy(() => import('./Budget').then((file) => ({ default: file.Budget })));
const CareDrawer = lazy(() => import('./CareDrawer').then((file) => ({ default: file.CareDrawer })));
const CareRules = lazy(() => withTexts(import('./CareRules').then((file) => ({ default: file.CareRules })), 'careRules'));
const OccasionCalendar = lazy(() => import('./OccasionCalendar').then((file) => ({ default: file.OccasionCalendar })));

const route = getRouteApi('/shell/care');
const link = (search: CareSearch) => ({ to: '/care', search }) as unknown as LinkProps;
const statuses = { proposed: 'proposed', approved: 'approved', sent: 'sent', done: 'delivered,skipped,cancelled', all: null } as const;
const views = ['proposed', 'approved', 'sent', 'done', 'all', 'calendar'] as const;

/** Greetings and gifts by how far they are, what they cost, and the days they are for. */
export function CarePage() {
  const { t } = useTranslation('care');
  const { show, month, open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const propose = usePropose();
  const [ruling, setRuling] = useState(false);
  const go = (next: CareSearch) => void navigate({ search: next, replace: true });
  const at = show && { show };
  const tabs = views.map((id) => ({ id, label: t(`view.${id}`), link: link(id === 'proposed' ? {} : { show: id }) }));
  const actions = (
    <>
      {can('settings.manage') && <Button icon={Settings2} onClick={() => setRuling(true)}>{t('openRules')}</Button>}
      {can('care.write') && <Button variant="primary" icon={Sparkles} busy={propose.isPending} onClick={() => propose.mutate()}>{t('propose')}</Button>}
    </>
  );
  return (
    <Page title={t('title')} fill={show !== 'calendar'} views={<ViewTabs label={t('view.label')} views={tabs} current={show ?? 'proposed'} />} actions={actions}>
      {show === 'calendar' ? (
        <Suspense><OccasionCalendar month={month} onMonth={(next) => go({ show, month: next })} /></Suspense>
      ) : (
        <div className={css.board}>
          <Suspense><Budget /></Suspense>
          <Listed status={statuses[show ?? 'proposed']} search={search} onSearch={(next) => go({ ...next, ...at })} linkOf={(id) => link({ ...search, ...at, open: id })} />
        </div>
      )}
      <Suspense>
        {open && <CareDrawer key={open} id={open} onClose={() => go({ ...search, ...at })} />}
        {ruling && <CareRules onClose={() => setRuling(false)} />}
      </Suspense>
    </Page>
  );
}

type ListedProps = { status: string | null; search: ListSearch; onSearch: (search: ListSearch) => void; linkOf: (id: string) => LinkProps };

function Listed({ status, search, onSearch, linkOf }: ListedProps) {
  const { t } = useTranslation('care');
  const fields = useCareColumns();
  const nameOf = useOccasionName();
  const approve = useApproveMany();
  const scoped = (query: ListQuery) => (status ? { ...query, filter: { ...query.filter, status: { in: status } } } : query);
  const bar = (rows: Care[], clear: () => void) => (
    <>
      <Button size="small" icon={CheckCheck} busy={approve.isPending} onClick={() => approve.mutate(rows.map((row) => row.id), { onSuccess: clear })}>{t('approveMany', { count: rows.length })}</Button>
      <IconButton size="small" label={t('clear')} icon={X} onClick={clear} />
    </>
  );
  return (
    <DataTable
      key={status}
      id="care"
      entity="care-proposals"
      keptIn
      label={t('title')}
      fields={fields}
      queryKey={[...careKeys.list, status]}
      fetchPage={(query, signal) => listCare(scoped(query), signal)}
      search={search}
      onSearch={onSearch}
      searchable={false}
      rowName={(row) => `${row.customerName} · ${nameOf({ kind: row.occasionKind, name: row.occasion })}`}
      rowLink={(row) => linkOf(row.id)}
      chosenBar={status === 'proposed' && can('care.write') ? bar : undefined}
      empty={<EmptyState icon={Gift} title={t('empty')} hint={t('emptyHint')} />}
    />
  );
}
