import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { useFormat } from '../../format/useFormat';
import { IconButton } from '../../ui/Button';
import css from './calendar.module.css';
import { useFollowUpMenu } from './followUpMenu';
import { dayOfDue } from './week';
import type { WeekDays } from './WeekCalendar';
import { WeekItem } from './WeekItem';

/** The week on a phone: day under day. */
export function WeekList({ days, today, rows, onPlan, occasionsOf, ...handlers }: WeekDays) {
  const { t } = useTranslation(['activities', 'week']);
  const format = useFormat();
  const menu = useFollowUpMenu(handlers, days);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current!.querySelector('[data-today=true]')?.scrollIntoView?.({ block: 'start' });
  }, []);

  return (
    <div ref={list} className={css.days}>
      {days.map((day) => {
        const own = rows.filter((row) => dayOfDue(row, format) === day);
        const name = `${format.weekday(day)} ${format.shortDate(day)}`;
        return (
          <section key={day} aria-label={t('week:items', { day: name, count: own.length })}>
            <div className={css.dayHead} data-today={day === today}>
              <h3>{name}</h3>
              {can('activities.write') && <IconButton size="small" icon={Plus} label={t('week:add', { day: name })} onClick={() => onPlan(day)} />}
            </div>
            {occasionsOf(day)}
            {own.length > 0 ? <ul>{own.map((row) => <WeekItem key={row.id} row={row} menu={menu(row)} onOpen={() => handlers.onOpen(row)} />)}</ul> : <p className="meta">{t('week:nothing')}</p>}
          </section>
        );
      })}
    </div>
  );
}
