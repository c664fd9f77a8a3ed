import { getRouteApi, Link } from '@tanstack/react-router';
import { Ban, Building2, Pencil, Repeat2 } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import { useFormat } from '../../format/useFormat';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { useAllColumns } from '../../table/meta';
import { useListViews } from '../../table/useListViews';
import { ViewBar } from '../../table/ViewBar';
import { IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/States';
import css from './followUp.module.css';
import { useChannelOptions } from './channels';
import { howOf } from './repeat';
import { listSeries, seriesKeys, type Series } from './series.queries';
import type { SeriesSearch } from './routes';

const SeriesDrawer = lazy(() => import('./SeriesDrawer').then((file) => ({ default: file.SeriesDrawer })));
const EndSeries = lazy(() => import('./SeriesDrawer').then((file) => ({ default: file.EndSeries })));
const route = getRouteApi('/shell/follow-ups/series');

/** Appointments that come again, with the next day on which each comes. */
export function SeriesPage() {
  const { t } = useTranslation(['activities', 'repeat']);
  const format = useFormat();
  const { open, end, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: SeriesSearch, replace = false) => void navigate({ search: next, replace });
  const mayWrite = can('activities.write');
  const channels = useChannelOptions();

  const columns = useMemo(() => {
    const howText = (row: Series) => {
      const how = howOf(row.rule, row.startsOn);
      return t(how === 'custom' ? 'repeat:ownRule' : `repeat:${how}`);
    };
    return [
      { key: 'subject', locked: true, type: 'text', label: t('field.subject'), icon: Repeat2, width: 220, filterable: true, value: (row) => row.subject },
      {
        key: 'actions', type: 'text', control: true, label: t('repeat:actions'), width: 110, value: () => null,
        render: (row) => mayWrite && row.can.update && (
          <span className={css.item}>
            <IconButton size="small" icon={Pencil} label={t('repeat:edit', { subject: row.subject })} onClick={(event) => { event.stopPropagation(); void navigate({ search: (before) => ({ ...before, open: row.id, end: undefined }) as never }); }} />
            {row.nextDays.length > 0 && <IconButton size="small" icon={Ban} label={t('repeat:endOf', { subject: row.subject })} onClick={(event) => { event.stopPropagation(); void navigate({ search: (before) => ({ ...before, end: row.id, open: undefined }) as never }); }} />}
          </span>
        ),
      },
      { key: 'next', locked: true, type: 'date', card: 'always', label: t('repeat:next'), width: 160, value: (row) => row.nextDays[0] ?? null, render: (row) => (row.nextDays[0] ? `${format.weekday(row.nextDays[0])} ${format.date(row.nextDays[0])}` : <span className="meta">{t('repeat:over')}</span>) },
      { key: 'startTime', locked: true, type: 'text', label: t('repeat:time'), width: 90, value: (row) => row.startTime?.slice(0, 5) ?? t('repeat:allDay') },
      { key: 'rule', locked: true, type: 'text', card: 'first', label: t('repeat:how'), width: 150, value: (row) => row.rule, text: howText, render: (row) => <span title={row.rule}>{howText(row)}</span> },
      {
        key: 'customerId', locked: true, type: 'text', label: t('field.customer'), icon: Building2, width: 220, value: (row) => row.customerName,
        render: (row) => row.customerId && <Link to="/customers/$id" params={{ id: row.customerId }} tabIndex={-1}>{row.customerName}</Link>,
      },
      { key: 'contactId', locked: true, type: 'text', label: t('field.contact'), width: 120, hidden: true, value: (row) => row.contactName },
      { key: 'channel', locked: true, type: 'code', label: t('field.channel'), width: 90, filterable: true, value: (row) => row.channel, options: channels },
      { key: 'ownerId', type: 'user', label: t('field.owner'), filterable: true, value: (row) => row.ownerId, text: (row) => row.ownerName },
    ] as Column<Series>[];
  }, [t, format, channels, mayWrite, navigate]);
  const fields = useAllColumns('follow-up-series', columns);
  const builtIn = [
    { id: 'mine', label: t('list.mine'), filter: { ownerId: { eq: 'me' } } },
    { id: 'all', label: t('list.everyone') },
    { id: 'bin', label: t('repeat:bin'), deleted: 'only' as const },
  ];
  const views = useListViews({ entity: 'follow-up-series', builtIn, fields: columns as ColumnField<never>[], search, go: (next) => go(next, true) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;

  return (
    <Page title={t('repeat:title')} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: '/follow-ups/series', search: next as never })} />}>
      <DataTable
        id="follow-up-series"
        entity="follow-up-series"
        label={t('repeat:title')}
        fields={fields}
        queryKey={[...seriesKeys.list, view]}
        fetchPage={scoped(listSeries)}
        search={listed}
        onSearch={onSearch}
        asked={asked}
        waiting={waiting}
        bulk={mayWrite ? { change: false, assign: true, delete: true } : undefined}
        rowName={(row) => row.subject}
        rowLink={(row) => ({ to: '/follow-ups', search: { who: 'all', view: 'all', filter: { seriesId: { eq: row.id } } } }) as never}
        empty={<EmptyState icon={Repeat2} title={t('repeat:noSeries')} hint={t('repeat:noSeriesHint')} />}
      />
      <Suspense>
        {open && <SeriesDrawer key={open} id={open} onClose={() => go(search, true)} />}
        {end && <EndSeries key={end} id={end} onClose={() => go(search, true)} />}
      </Suspense>
    </Page>
  );
}
