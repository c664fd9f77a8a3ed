import { getRouteApi } from '@tanstack/react-router';
import { CalendarDays, List, Plus } from 'lucide-react';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery, ListSearch } from '../../api/list';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import type { ColumnField } from '../../fields/field';
import { useFormat } from '../../format/useFormat';
import { DataTable } from '../../table/DataTable';
import { FilterBar } from '../../table/FilterBar';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/Inputs';
import { EmptyState, Skeleton } from '../../ui/States';
import css from './followUp.module.css';
import { useFollowUpColumns } from './followUpColumns';
import { changeFollowUp, followUpKeys, listFollowUps, type FollowUpRow } from './followUps.queries';
import { filtersOf, views, type FollowUpSearch } from './followUpViews';
import { useFollowUpDialogs } from './useFollowUpDialogs';

const WeekCalendar = lazy(() => import('./WeekCalendar').then((file) => ({ default: file.WeekCalendar })));
const FollowUpDrawer = lazy(() => import('./FollowUpDrawer').then((file) => ({ default: file.FollowUpDrawer })));
const PlanFollowUp = lazy(() => import('./PlanFollowUp').then((file) => ({ default: file.PlanFollowUp })));

const route = getRouteApi('/shell/follow-ups');

/** What is to be done and when, as a list and as a week; the address holds the range, the filters and what stands open. */
export function FollowUpsPage() {
  const { t } = useTranslation('activities');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { close: closing, dialog } = useFollowUpDialogs();

  const go = useCallback(
    (changes: Changes, replace = true) => void navigate({ search: (before) => ({ ...before, ...changes }) as FollowUpSearch, replace }),
    [navigate],
  );
  const open = useCallback((row: FollowUpRow) => go({ open: row.id, new: undefined }, false), [go]);
  const plan = (at: string) => go({ new: at, open: undefined }, false);
  const leave = () => go({ open: undefined, new: undefined });

  const calendar = search.as === 'calendar';
  const fields = useFollowUpColumns({ onOpen: open, onClosing: closing });
  return (
    <Page
      title={t('title')}
      fill
      views={
        <ViewTabs
          label={t('view.label')}
          current={search.view ?? 'open'}
          views={views.map((view) => ({
            id: view,
            label: t(`view.${view}`),
            link: { to: '/follow-ups', search: { ...search, view: view === 'open' ? undefined : view, open: undefined, new: undefined } as never },
          }))}
        />
      }
      actions={can('activities.write') && <Button variant="primary" icon={Plus} onClick={() => plan('1')}>{t('list.plan')}</Button>}
    >
      <div className={css.switches}>
        <Segmented
          label={t('list.whose')}
          value={search.who ?? 'mine'}
          options={[{ value: 'mine', label: t('list.mine') }, { value: 'all', label: t('list.everyone') }]}
          onChange={(who) => go({ who: who === 'all' ? who : undefined })}
        />
        {calendar && <FilterBar fields={fields} search={listPart(search)} onSearch={(next) => go({ filter: next.filter })} />}
        <Segmented
          label={t('list.as')}
          value={calendar ? 'calendar' : 'list'}
          options={[
            { value: 'list', label: <><List size={14} aria-hidden />{t('list.asList')}</> },
            { value: 'calendar', label: <><CalendarDays size={14} aria-hidden />{t('list.asCalendar')}</> },
          ]}
          onChange={(as) => go({ as: as === 'calendar' ? as : undefined })}
        />
      </div>

      {calendar ? (
        <Suspense fallback={<Skeleton height={400} />}>
          <WeekCalendar search={search} onWeek={(week) => go({ week })} onOpen={open} onClosing={closing} onPlan={plan} />
        </Suspense>
      ) : (
        <FollowUpList search={search} fields={fields} go={go} onPlan={() => plan('1')} />
      )}

      <Suspense>
        {search.open && <FollowUpDrawer id={search.open} onClose={leave} onClosing={closing} />}
        {search.new && <PlanFollowUp at={search.new} onClose={leave} />}
      </Suspense>
      {dialog}
    </Page>
  );
}

type Changes = { [K in keyof FollowUpSearch]?: FollowUpSearch[K] | undefined };
type FollowUpListProps = { search: FollowUpSearch; fields: ColumnField<FollowUpRow>[]; go: (changes: Changes) => void; onPlan: () => void };

function FollowUpList({ search, fields, go, onPlan }: FollowUpListProps) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const view = search.view ?? 'open';
  const fetchPage = (query: ListQuery, signal: AbortSignal) =>
    listFollowUps({ sort: view === 'done' ? '-completedAt' : 'due', ...query, filter: filtersOf(search, format) }, signal);

  return (
    <DataTable
      id="follow-ups"
      label={t('title')}
      fields={fields}
      queryKey={[...followUpKeys.list, view, search.who ?? 'mine']}
      fetchPage={fetchPage}
      search={listPart(search)}
      onSearch={({ q, sort, filter }) => go({ q, sort, filter })}
      onEdit={can('activities.write') ? changeFollowUp : undefined}
      rowName={(row) => row.subject}
      rowLink={(row) => ({ to: '/follow-ups', search: { ...search, open: row.id } as never })}
      empty={
        <EmptyState
          icon={CalendarDays}
          title={t(`list.empty.${view}`)}
          hint={t('list.emptyHint')}
          action={can('activities.write') && <Button icon={Plus} onClick={onPlan}>{t('list.plan')}</Button>}
        />
      }
    />
  );
}

const listPart = ({ q, sort, filter }: FollowUpSearch): ListSearch => ({ ...(q && { q }), ...(sort && { sort }), ...(filter && { filter }) });
