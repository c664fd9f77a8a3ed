import { Plus } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { addDays } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { IconButton } from '../../ui/Button';
import css from './calendar.module.css';
import { useFollowUpMenu } from './followUpMenu';
import type { FollowUpRow } from './followUps.queries';
import { useFollowUpActions } from './useFollowUpActions';
import { useGoAlong, useWeekDrag } from './useWeekDrag';
import { dayOfDue, dueOnDay } from './week';
import type { WeekDays } from './WeekCalendar';
import { Ghost } from './WeekGrid';
import { WeekItem } from './WeekItem';

const shown = 4;

type MonthGridProps = WeekDays & { month: string; onWeek: (day: string) => void };

/** A month of weeks; what is due at a time keeps it on another day. */
export default function MonthGrid({ days, month, today, rows, onPlan, onWeek, occasionsOf, ...handlers }: MonthGridProps) {
  const { t } = useTranslation(['activities', 'week']);
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const goAlong = useGoAlong(scroller, rows);
  const menu = useFollowUpMenu(handlers);
  const actions = useFollowUpActions();
  const writes = can('activities.write');

  const move = (row: FollowUpRow, day: string) => {
    if (day === dayOfDue(row, format)) return;
    goAlong(row.id);
    actions.move(row, dueOnDay(row, day, format));
  };
  const { drag, begin, isDrop } = useWeekDrag(scroller, format, (row, due) => move(row, dayOfDue(due, format)));

  const byKey = (row: FollowUpRow) => (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (!step || !event.altKey || !row.can.update) return;
    event.preventDefault();
    move(row, addDays(dayOfDue(row, format), step));
  };

  return (
    <div ref={scroller} className={css.week} data-dragging={drag !== null}>
      <div className={css.monthHead} aria-hidden>{days.slice(0, 7).map((day) => <span key={day}>{format.weekday(day)}</span>)}</div>
      <div className={css.month}>
        {days.map((day) => {
          const own = rows.filter((row) => dayOfDue(row, format) === day);
          const name = `${format.weekday(day)} ${format.shortDate(day)}`;
          return (
            <section key={day} className={css.monthDay} data-day={day} data-today={day === today} data-other={!day.startsWith(month)} aria-label={t('week:items', { day: name, count: own.length })}>
              <div className={css.dayHead}>
                <h3>{Number(day.slice(8))}</h3>
                {writes && <IconButton size="small" icon={Plus} label={t('week:add', { day: name })} onClick={() => onPlan(day)} />}
              </div>
              {occasionsOf(day)}
              <ul>
                {own.slice(0, shown).map((row) => (
                  <WeekItem key={row.id} row={row} menu={menu(row)} dragged={drag?.row.id === row.id} onOpen={() => isDrop() || handlers.onOpen(row)} onPointerDown={begin(row)} onKeyDown={byKey(row)} />
                ))}
              </ul>
              {own.length > shown && <button type="button" className={css.rest} onClick={() => onWeek(day)}>{t('week:moreItems', { count: own.length - shown })}</button>}
              {drag?.target?.day === day && <Ghost target={drag.target} subject={drag.row.subject} />}
            </section>
          );
        })}
      </div>
    </div>
  );
}
