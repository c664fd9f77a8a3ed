import { Plus } from 'lucide-react';
import { useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { addDays } from '../../format/days';
import { useFormat } from '../../format/useFormat';
import { IconButton } from '../../ui/Button';
import { itemMinutes, layOut } from './arrange';
import css from './calendar.module.css';
import { useFollowUpMenu } from './followUpMenu';
import type { Due, FollowUpRow } from './followUps.queries';
import { useFollowUpActions } from './useFollowUpActions';
import { dueOf, hourHeight, minuteAt, useGoAlong, useWeekDrag, type Target } from './useWeekDrag';
import { dayOfDue, dueOnDay } from './week';
import type { WeekDays } from './WeekCalendar';
import { WeekItem } from './WeekItem';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const workday = 8;
const half = 30;

/** Seven columns: what is due on a day above, what is due at a time on the clock below. */
export function WeekGrid({ days, today, rows, onPlan, occasionsOf, ...handlers }: WeekDays) {
  const { t } = useTranslation(['activities', 'week']);
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const goAlong = useGoAlong(scroller, rows);
  const menu = useFollowUpMenu(handlers, days);
  const actions = useFollowUpActions();
  const writes = can('activities.write');

  const move = (row: FollowUpRow, due: Due) => {
    if (due.dueOn === row.dueOn && due.dueAt === row.dueAt) return;
    goAlong(row.id);
    actions.move(row, due);
  };
  const { drag, begin, isDrop } = useWeekDrag(scroller, format, move);

  useLayoutEffect(() => {
    scroller.current!.scrollTop = workday * hourHeight - 8;
  }, []);

  const byKey = (row: FollowUpRow) => (event: KeyboardEvent) => {
    if (!event.altKey || !row.can.update) return;
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const down = { ArrowUp: -half, ArrowDown: half }[event.key];
    if (!across && !(down && row.dueAt)) return;
    event.preventDefault();
    const day = dayOfDue(row, format);
    if (across) move(row, dueOnDay(row, addDays(day, across), format));
    else move(row, dueOf({ day, minute: Math.max(0, Math.min(24 * 60 - half, format.minuteOf(row.dueAt!) + down!)) }, format));
  };
  const planAt = (day: string) => (event: MouseEvent<HTMLElement>) => {
    if (isDrop() || !writes || event.target !== event.currentTarget) return;
    const minute = minuteAt(event.clientY - event.currentTarget.getBoundingClientRect().top - hourHeight / 4, half);
    onPlan(format.atMinute(day, minute));
  };
  const item = (row: FollowUpRow) => ({
    row,
    menu: menu(row),
    onOpen: () => isDrop() || handlers.onOpen(row),
    onPointerDown: begin(row),
    onKeyDown: byKey(row),
    dragged: drag?.row.id === row.id,
  });

  const columns = days.map((day) => {
    const own = rows.filter((row) => dayOfDue(row, format) === day);
    const timed = own.filter((row) => row.dueAt);
    return { day, name: `${format.weekday(day)} ${format.shortDate(day)}`, count: own.length, whole: own.filter((row) => !row.dueAt), timed: layOut(timed, (row) => format.minuteOf(row.dueAt!)) };
  });
  const ghost = (day: string, inTime: boolean) => drag?.target?.day === day && (drag.target.minute !== null) === inTime && <Ghost target={drag.target} subject={drag.row.subject} />;

  return (
    <div ref={scroller} className={css.week} data-dragging={drag !== null}>
      <div className={css.top}>
        <span className={css.gutter} aria-hidden>{t('week:allDay')}</span>
        {columns.map(({ day, name, whole, count }) => (
          <section key={day} className={css.day} data-day={day} data-today={day === today} aria-label={t('week:items', { day: name, count })}>
            <div className={css.dayHead}>
              <h3>{name}</h3>
              {writes && <IconButton size="small" icon={Plus} label={t('week:add', { day: name })} onClick={() => onPlan(day)} />}
            </div>
            {occasionsOf(day)}
            <ul className={css.lane}>{whole.map((row) => <WeekItem key={row.id} {...item(row)} />)}</ul>
            {ghost(day, false)}
          </section>
        ))}
      </div>
      <div className={css.clock} style={{ height: 24 * hourHeight }}>
        <div className={css.gutter} aria-hidden>
          {hours.map((hour) => hour > 0 && <span key={hour} style={{ top: hour * hourHeight }}>{`${String(hour).padStart(2, '0')}:00`}</span>)}
        </div>
        {columns.map(({ day, name, timed }) => (
          <div key={day} className={css.column} data-day={day} data-lane="time" data-today={day === today} onClick={planAt(day)}>
            <ul aria-label={name}>
              {timed.map(({ item: row, minute, column, columns: across }) => (
                <WeekItem key={row.id} {...item(row)} style={{ top: (minute / 60) * hourHeight, left: `${(100 * column) / across}%`, width: `calc(${100 / across}% - 2px)` }} />
              ))}
            </ul>
            {ghost(day, true)}
            {day === today && <div className={css.now} style={{ top: (format.minuteNow() / 60) * hourHeight }} />}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Where the dragged item would land. */
export function Ghost({ target, subject }: { target: Target; subject: string }) {
  const format = useFormat();
  const at = target.minute;
  const time = at === null ? null : format.time(format.atMinute(target.day, at));
  const style = at === null ? undefined : { top: (at / 60) * hourHeight, height: (itemMinutes / 60) * hourHeight };
  return <div className={css.ghost} data-timed={at !== null} aria-hidden style={style}>{time} {subject}</div>;
}
