import { getRouteApi, type LinkProps } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, UsersRound } from 'lucide-react';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../../api/list';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import { addDays } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { DataTable } from '../../table/DataTable';
import { IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/States';
import { useDeviationColumns, useManagerColumns } from './managerColumns';
import css from './managers.module.css';
import { listDeviations, listManagers, managerKeys } from './managers.queries';
import type { ManagersSearch } from './routes';

const ManagerDrawer = lazy(() => import('./ManagerDrawer').then((file) => ({ default: file.ManagerDrawer })));
const HandOverDialog = lazy(() => withTexts(import('./HandOverDialog'), 'customers').then((file) => ({ default: file.HandOverDialog })));

const route = getRouteApi('/shell/managers');
const link = (search: ManagersSearch) => ({ to: '/managers', search }) as unknown as LinkProps;

/** Who looks after whom, how much each has to do, and what was promised and not delivered. */
export function ManagersPage() {
  const { t } = useTranslation('managers');
  const { show, week, open, handOver, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useCallback((changes: ManagersSearch) => void navigate({ search: (before) => ({ ...before, open: undefined, handOver: undefined, ...changes }) as ManagersSearch }), [navigate]);
  const onSearch = (next: ListSearch) => void navigate({ search: { ...next, ...(show && { show }), ...(week && { week }) }, replace: true });
  const views = [
    { id: 'board', label: t('view.board'), link: link({}) },
    { id: 'disabled', label: t('view.disabled'), link: link({ show: 'disabled' }) },
    { id: 'deviations', label: t('view.deviations'), link: link({ show: 'deviations' }) },
    { id: 'kpi', label: t('view.kpi'), link: { to: '/follow-ups/kpi', search: { by: 'manager' } } as unknown as LinkProps },
  ];
  return (
    <Page title={t('title')} fill views={<ViewTabs label={t('view.label')} views={views} current={show ?? 'board'} />}>
      {show === 'deviations' ? <Deviations search={search} week={week} onSearch={onSearch} onWeek={(next) => go({ week: next })} /> : <Board key={show ?? 'board'} active={show !== 'disabled'} search={search} onSearch={onSearch} go={go} />}
      <Suspense>
        {open && <ManagerDrawer id={open} onHandOver={() => go({ handOver: open })} onClose={() => go({})} />}
        {handOver && <HandOverDialog id={handOver} onClose={() => go({})} />}
      </Suspense>
    </Page>
  );
}

type Listed = { search: ListSearch; onSearch: (search: ListSearch) => void };

function Board({ active, search, onSearch, go }: Listed & { active: boolean; go: (changes: ManagersSearch) => void }) {
  const { t } = useTranslation('managers');
  const onOpen = useCallback((id: string) => go({ open: id }), [go]);
  const onHandOver = useCallback((id: string) => go({ handOver: id }), [go]);
  const fields = useManagerColumns(onOpen, onHandOver);
  return (
    <DataTable
      id="managers"
      keptIn
      label={t('title')}
      fields={fields}
      queryKey={[...managerKeys.list, active]}
      fetchPage={listManagers(active)}
      search={search}
      onSearch={onSearch}
      rowName={(row) => row.name}
      rowLink={(row) => link({ ...search, ...(!active && { show: 'disabled' }), open: row.id })}
      empty={<EmptyState icon={UsersRound} title={t('empty')} />}
    />
  );
}

function Deviations({ search, onSearch, week, onWeek }: Listed & { week: string | undefined; onWeek: (week: string) => void }) {
  const { t } = useTranslation('managers');
  const format = useFormat();
  const fields = useDeviationColumns();
  const day = week ?? addDays(format.today(), -7);
  const monday = addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
  const tools = (
    <div className={css.tools}>
      <IconButton icon={ChevronLeft} label={t('deviation.before')} onClick={() => onWeek(addDays(monday, -7))} />
      <span>{t('deviation.week', { from: format.date(monday), to: format.date(addDays(monday, 6)) })}</span>
      <IconButton icon={ChevronRight} label={t('deviation.after')} disabled={addDays(monday, 7) > format.today()} onClick={() => onWeek(addDays(monday, 7))} />
    </div>
  );
  return (
    <DataTable
      id="service-deviations"
      keptIn
      label={t('view.deviations')}
      fields={fields}
      queryKey={[...managerKeys.all, 'deviations', monday]}
      fetchPage={listDeviations(monday)}
      search={search}
      onSearch={onSearch}
      tools={tools}
      rowName={(row) => row.name}
      rowLink={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
      empty={<EmptyState icon={UsersRound} title={t('deviation.empty')} hint={t('deviation.emptyHint')} />}
    />
  );
}
