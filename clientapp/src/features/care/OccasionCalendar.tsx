import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Button, IconButton } from '../../ui/Button';
import { ErrorState, Skeleton } from '../../ui/States';
import { occasionsQuery, type Occasion } from './care.queries';
import css from './care.module.css';
import { kindIcons } from './icons';
import { useOccasionName } from './words';

const shown = 4;
const iso = (date: Date) => date.toISOString().slice(0, 10);
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const plus = (text: string, days: number) => iso(new Date(day(text).getTime() + days * 86_400_000));

/** A month of occasions; on a phone only the days that have any. */
export function OccasionCalendar({ month, onMonth }: { month: string | undefined; onMonth: (month: string | undefined) => void }) {
  const { t, i18n } = useTranslation('care');
  const format = useFormat();
  const today = format.today();
  const at = month ?? today.slice(0, 7);
  const first = `${at}-01`;
  const next = iso(new Date(Date.UTC(Number(at.slice(0, 4)), Number(at.slice(5)), 1)));
  const from = plus(first, -((day(first).getUTCDay() + 6) % 7));
  const to = plus(next, -1);
  const { data, error, refetch } = useQuery(occasionsQuery(first, to));
  const byDay = new Map<string, Occasion[]>();
  for (const occasion of data ?? []) byDay.set(occasion.on, [...(byDay.get(occasion.on) ?? []), occasion]);
  const days = Array.from({ length: Math.ceil((day(to).getTime() - day(from).getTime() + 1) / 86_400_000 / 7) * 7 }, (_, index) => plus(from, index));
  const title = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(day(first));
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <section className={css.calendar} aria-label={title}>
      <header className={css.calendarHead}>
        <IconButton icon={ChevronLeft} label={t('calendar.before')} onClick={() => onMonth(plus(first, -1).slice(0, 7))} />
        <h2 aria-live="polite">{title}</h2>
        <IconButton icon={ChevronRight} label={t('calendar.after')} onClick={() => onMonth(next.slice(0, 7))} />
        {at !== today.slice(0, 7) && <Button size="small" onClick={() => onMonth(undefined)}>{t('calendar.today')}</Button>}
        {data && <span className="meta">{t('calendar.count', { count: data.length })}</span>}
      </header>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && (
        <>
          <ol className={css.weekdays} aria-hidden>{days.slice(0, 7).map((one) => <li key={one}>{weekday.format(day(one))}</li>)}</ol>
          <ol className={css.days}>
            {days.map((one) => (
              <li key={one} className={css.calendarDay} data-other={one.slice(0, 7) !== at || undefined} data-today={one === today || undefined} data-none={!byDay.has(one) || undefined}>
                <time dateTime={one} className={css.dayNumber} aria-label={format.date(one)}>{Number(one.slice(8))}</time>
                <Day occasions={byDay.get(one) ?? []} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Day({ occasions }: { occasions: Occasion[] }) {
  const { t } = useTranslation('care');
  const nameOf = useOccasionName();
  if (occasions.length === 0) return null;
  return (
    <ul className={css.dayList}>
      {occasions.slice(0, shown).map((occasion) => {
        const Icon = kindIcons[occasion.kind];
        const name = nameOf({ ...occasion, years: null });
        return (
          <li key={occasion.key} data-kind={occasion.kind} title={[name, occasion.customerName].filter(Boolean).join(' · ')}>
            <Icon size={12} aria-hidden />
            {occasion.customerId ? <Link to="/customers/$id" params={{ id: occasion.customerId }} className="truncate">{name} <span className="meta">{occasion.customerName}</span></Link> : <span className="truncate">{name}</span>}
          </li>
        );
      })}
      {occasions.length > shown && <li className="meta">{t('calendar.more', { count: occasions.length - shown })}</li>}
    </ul>
  );
}
