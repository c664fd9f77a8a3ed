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
import { monthFrom, monthOf } from './arrange';
import css from './calendar.module.css';
import { followUpKeys, listWeek, mostInWeek, type FollowUpRow } from './followUps.queries';
import { within, type FollowUpSearch } from './followUpViews';
import type { Closing } from './useFollowUpDialogs';
import { dayOfDue, weekOf } from './week';
import { WeekGrid } from './WeekGrid';
import { WeekList } from './WeekList';

const DayOccasions = lazy(() => withTexts(import('./DayOccasions'), 'care'));
const MonthGrid = lazy(() => import('./MonthGrid'));
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
  onGo: (changes: { week?: string | undefined; by?: FollowUpSearch['by'] | undefined; open?: string }) => void;
};

/** The follow-ups of one week or month, Monday first, in the user's time zone. */
export function WeekCalendar({ search, scope, view, fetchPage, who, by, week, onGo, ...handlers }: WeekCalendarProps) {
  const { t } = useTranslation(['activities', 'week']);
  const format = useFormat();
  const narrow = useNarrow();
  const today = format.today();
  const shown = week ?? today;
  const month = by === 'month' && shown.slice(0, 7);
  const daysOf = month ? monthOf : weekOf;
  const days = daysOf(shown);
  const [monday, sunday] = [days[0]!, days.at(-1)!];
  const most = month ? 4 * mostInWeek : mostInWeek;

  const range = { from: format.startOfDay(monday), to: format.startOfDay(addDays(sunday, 1)) };

  const { data: rows, error, isPlaceholderData, refetch } = useQuery({
    queryKey: [...followUpKeys.week, monday, sunday, view, search],
    queryFn: ({ signal }) => listWeek(fetchPage, { ...search, filter: within(range, withScope(search.filter, scope)) }, most, signal),
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
  const show = (day: string) => onWeek((month ? today.startsWith(day.slice(0, 7)) : weekOf(today).includes(day)) ? undefined : day);
  const step = (by: 1 | -1) => show(month ? monthFrom(shown, by) : addDays(monday, 7 * by));
  const current = month ? today.startsWith(month) : days.includes(today);
  const title = month ? new Intl.DateTimeFormat(format.language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(`${month}-01`)) : t('week:title', { from: format.date(monday), to: format.date(sunday) });
  const unit = month ? 'month' : 'week';

  const body = () => {
    if (by === 'district') return <Suspense fallback={<Skeleton height={420} />}><Rounds monday={monday} sunday={sunday} ownerId={ownerId} onOpen={(id) => onGo({ open: id })} /></Suspense>;
    if (!rows) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={420} />;
    const own = { today, rows, occasionsOf, ...handlers };
    if (!month) return narrow ? <WeekList key={monday} days={days} {...own} /> : <WeekGrid key={monday} days={days} {...own} />;
    if (!narrow) return <Suspense fallback={<Skeleton height={420} />}><MonthGrid days={days} month={month} onWeek={(day) => onGo({ week: day, by: undefined })} {...own} /></Suspense>;
    // On a phone only the days that have any.
    return <WeekList key={monday} days={days.filter((day) => day.startsWith(month) && (day === today || rows.some((row) => dayOfDue(row, format) === day)))} {...own} />;
  };
  return (
    <section className={css.calendar} aria-label={t('week:label')} aria-busy={isPlaceholderData || !rows}>
      <div className={css.bar}>
        <IconButton label={t(`week:before.${unit}`)} icon={ChevronLeft} onClick={() => step(-1)} />
        <Button disabled={current} onClick={() => onWeek(undefined)}>{t(`week:now.${unit}`)}</Button>
        <IconButton label={t(`week:after.${unit}`)} icon={ChevronRight} onClick={() => step(1)} />
        <h2 aria-live="polite">{title}</h2>
        {!narrow && by !== 'district' && <p className="meta" title={t('week:help')}>{t('week:help')}</p>}
        <Segmented
          label={t('week:arrangement')}
          value={by ?? 'time'}
          options={(['time', 'month', 'district'] as const).map((value) => ({ value, label: t(`week:by.${value}`) }))}
          onChange={(next) => onGo({ by: next === 'time' ? undefined : next })}
        />
      </div>
      {rows && rows.length >= most && <p className="meta" role="status">{t('week:tooMany', { count: most })}</p>}
      {body()}
    </section>
  );
}
