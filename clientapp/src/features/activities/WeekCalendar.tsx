import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters, ListSearch } from '../../api/list';
import { can } from '../../api/session';
import { addDays } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import type { FetchPage } from '../../table/useRows';
import { withScope } from '../../table/views';
import { Button, IconButton } from '../../ui/Button';
import { Segmented } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { useNarrow } from '../../ui/useNarrow';
import css from './calendar.module.css';
import { followUpKeys, listWeek, mostInWeek, type FollowUpRow } from './followUps.queries';
import { within, type FollowUpSearch } from './followUpViews';
import type { Closing } from './useFollowUpDialogs';
import { weekOf } from './week';
import { WeekGrid } from './WeekGrid';
import { WeekList } from './WeekList';

const DayOccasions = lazy(() => withTexts(import('./DayOccasions'), 'care'));
const Rounds = lazy(() => import('./Rounds'));

export type WeekHandlers = {
  onOpen: (row: FollowUpRow) => void;
  onClosing: (row: FollowUpRow, closing: Closing) => void;
  /** A day, or an instant where the clock was clicked. */
  onPlan: (at: string) => void;
};

export type WeekDays = WeekHandlers & {
  days: string[];
  today: string;
  rows: FollowUpRow[];
  /** Whose birthday it is, and which festival. */
  occasionsOf: (day: string) => ReactNode;
};

type WeekCalendarProps = WeekHandlers & {
  /** What the list would show: the calendar shows the same of its week. */
  search: ListSearch;
  /** What the view adds to it, and its name, which tells the lists of different views apart. */
  scope: Filters | undefined;
  view: string;
  fetchPage: FetchPage<FollowUpRow>;
  who: FollowUpSearch['who'];
  by: FollowUpSearch['by'];
  week: string | undefined;
  onGo: (changes: { week?: string | undefined; by?: FollowUpSearch['by']; open?: string }) => void;
};

/** The follow-ups of one week, Monday first, in the user's time zone. */
export function WeekCalendar({ search, scope, view, fetchPage, who, by, week, onGo, ...handlers }: WeekCalendarProps) {
  const { t } = useTranslation(['activities', 'week']);
  const format = useFormat();
  const narrow = useNarrow();
  const today = format.today();
  const days = weekOf(week ?? today);
  const [monday, sunday] = [days[0]!, days[6]!];

  const range = { from: format.startOfDay(monday), to: format.startOfDay(addDays(sunday, 1)) };

  const { data: rows, error, isPlaceholderData, refetch } = useQuery({
    queryKey: [...followUpKeys.week, monday, view, search],
    queryFn: ({ signal }) => listWeek(fetchPage, { ...search, filter: within(range, withScope(search.filter, scope)) }, signal),
    placeholderData: keepPreviousData,
  });

  const onWeek = (next: string | undefined) => onGo({ week: next });
  const ownerId = who === 'all' ? undefined : 'me';
  const occasionsOf = (day: string) =>
    can('care.read') && (
      <Suspense>
        <DayOccasions day={day} monday={monday} sunday={sunday} ownerId={ownerId} />
      </Suspense>
    );
  const show = (day: string) => onWeek(weekOf(today).includes(day) ? undefined : day);
  const Days = narrow ? WeekList : WeekGrid;
  return (
    <section className={css.calendar} aria-label={t('week:label')} aria-busy={isPlaceholderData || !rows}>
      <div className={css.bar}>
        <IconButton label={t('week:previous')} icon={ChevronLeft} onClick={() => show(addDays(monday, -7))} />
        <Button disabled={days.includes(today)} onClick={() => onWeek(undefined)}>{t('week:current')}</Button>
        <IconButton label={t('week:next')} icon={ChevronRight} onClick={() => show(addDays(monday, 7))} />
        <h2 aria-live="polite">{t('week:title', { from: format.date(monday), to: format.date(sunday) })}</h2>
        {!narrow && !by && <p className="meta">{t('week:help')}</p>}
        <Segmented
          label={t('week:arrangement')}
          value={by ?? 'time'}
          options={[{ value: 'time', label: t('week:byTime') }, { value: 'district', label: t('week:byDistrict') }]}
          onChange={(next) => onGo({ by: next === 'district' ? next : undefined })}
        />
      </div>
      {rows && rows.length >= mostInWeek && <p className="meta" role="status">{t('week:tooMany', { count: mostInWeek })}</p>}
      {by ? <Suspense fallback={<Skeleton height={420} />}><Rounds monday={monday} sunday={sunday} ownerId={ownerId} onOpen={(id) => onGo({ open: id })} /></Suspense> : rows ? <Days key={monday} days={days} today={today} rows={rows} occasionsOf={occasionsOf} {...handlers} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={420} />}
    </section>
  );
}
