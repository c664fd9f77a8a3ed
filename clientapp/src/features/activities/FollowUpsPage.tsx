import { getRouteApi, Link } from '@tanstack/react-router';
import { CalendarDays, ChartNoAxesColumn, List, Plus } from 'lucide-react';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { DataTable } from '../../table/DataTable';
import { LayoutSwitch } from '../../table/LayoutSwitch';
import { ListTools } from '../../table/ListTools';
import { useAllColumns } from '../../table/meta';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/Inputs';
import { EmptyState, Skeleton } from '../../ui/States';
import css from './followUp.module.css';
import { useFollowUpColumns } from './followUpColumns';
import { changeFollowUp, followUpKeys, listFollowUps, type FollowUpRow } from './followUps.queries';
import { followUpScopes, views, type FollowUpSearch } from './followUpViews';
import { useFollowUpDialogs } from './useFollowUpDialogs';

const WeekCalendar = lazy(() => withTexts(import('./WeekCalendar'), 'week').then((file) => ({ default: file.WeekCalendar })));
const FollowUpDrawer = lazy(() => import('./FollowUpDrawer').then((file) => ({ default: file.FollowUpDrawer })));
const PlanFollowUp = lazy(() => import('./PlanFollowUp').then((file) => ({ default: file.PlanFollowUp })));

const route = getRouteApi('/shell/follow-ups');
const byDue = { calendar: 'due' };

/** What is to be done and when, as a list and as a week; the address holds the range, the filters and what stands open. */
export function FollowUpsPage() {
  const { t } = useTranslation(['activities', 'common']);
  const format = useFormat();
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

  const { who, week, by, open: _open, new: _new, ...listSearch } = search;
  const scopes = followUpScopes(who, format);
  const builtIn = views.map((id) => ({ id, label: t(`view.${id}`), ...scopes[id] }));
  const own = { ...(who && { who }), ...(week && { week }), ...(by && { by }) };
  const ownFields = useFollowUpColumns({ onOpen: open, onClosing: closing });
  const fields = useAllColumns('follow-ups', ownFields);
  const listViews = useListViews({ entity: 'follow-ups', builtIn, fields: ownFields as ColumnField<never>[], search: listSearch, layouts: byDue, go: ({ by: _, ...next }, replace) => void navigate({ search: { ...next, ...own }, replace }) });
  const { shown, asked, onSearch, scoped, waiting, layout, layOut } = listViews;
  const calendar = layout === 'calendar';
  const { view, listed } = shown;

  const list = { fields, search: listed, onSearch, fetchPage: scoped(listFollowUps), queryKey: [...followUpKeys.list, view, who ?? 'mine'], entity: 'follow-ups' };
  const switches = (
    <>
      {!listViews.current && <Segmented
        label={t('list.whose')}
        value={who ?? 'mine'}
        options={[{ value: 'mine', label: t('list.mine') }, { value: 'all', label: t('list.everyone') }]}
        onChange={(next) => go({ who: next === 'all' ? next : undefined })}
      />}
      <LayoutSwitch
        value={layout}
        layouts={[{ value: 'list', label: t('common:table.asList'), icon: List }, { value: 'calendar', label: t('common:table.asCalendar'), icon: CalendarDays }]}
        onChange={layOut}
      />
    </>
  );
  const figures = <Link to="/follow-ups/kpi" className={css.figures}><ChartNoAxesColumn size={16} aria-hidden />{t('list.figures')}</Link>;
  const create = can('activities.write') && <Button variant="primary" icon={Plus} onClick={() => plan('1')}>{t('list.plan')}</Button>;

  const bulk = can('activities.write') ? { change: true, assign: can('activities.write'), delete: can('activities.write') } : undefined;

  return (
    <Page
      title={t('title')}
      fill
      views={<ViewBar label={t('view.label')} views={listViews} linkOf={({ by: _, ...next }) => ({ to: '/follow-ups', search: { ...next, ...own } as never })} />}
      actions={<>{figures}{create}</>}
    >
      {calendar ? (
        <>
          <ListTools {...list}>{switches}</ListTools>
          <Suspense fallback={<Skeleton height={400} />}>
            <WeekCalendar search={listed} scope={shown.scope} view={`${view} ${who ?? 'mine'}`} fetchPage={listFollowUps} who={who} by={by} week={week} onGo={go} onOpen={open} onClosing={closing} onPlan={plan} />
          </Suspense>
        </>
      ) : (
        <DataTable
          {...list}
          id="follow-ups"
          label={t('title')}
          tools={switches}
          onEdit={can('activities.write') ? changeFollowUp : undefined}
          asked={asked}
          waiting={waiting}
          bulk={bulk}
          rowName={(row) => row.subject}
          rowLink={(row) => ({ to: '/follow-ups', search: { ...search, open: row.id } as never })}
          empty={<EmptyState icon={CalendarDays} title={t(`list.empty.${views.find((known) => known === view) ?? 'all'}`)} hint={t('list.emptyHint')} action={can('activities.write') && <Button icon={Plus} onClick={() => plan('1')}>{t('list.plan')}</Button>} />}
        />
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
