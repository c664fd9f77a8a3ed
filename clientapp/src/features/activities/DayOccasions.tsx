import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { occasionsQuery } from '../care/care.queries';
import { kindIcons } from '../care/icons';
import { useOccasionName } from '../care/words';
import css from './calendar.module.css';

const shown = 2;

/** Birthdays, anniversaries and festivals of a day of the week that the calendar shows; one question for all seven. */
export default function DayOccasions({ day, monday, sunday, ownerId }: { day: string; monday: string; sunday: string; ownerId: string | undefined }) {
  const { t } = useTranslation(['care', 'week']);
  const nameOf = useOccasionName();
  const { data } = useQuery(occasionsQuery(monday, sunday, ownerId));
  const own = data?.filter((occasion) => occasion.on === day) ?? [];
  if (own.length === 0) return null;
  return (
    <ul className={css.occasions} aria-label={t('week:occasions')}>
      {own.slice(0, shown).map((occasion) => {
        const Icon = kindIcons[occasion.kind];
        const name = nameOf(occasion);
        const whole = [name, occasion.customerName].filter(Boolean).join(' · ');
        return (
          <li key={occasion.key} title={whole}>
            <Icon size={12} aria-hidden />
            {occasion.customerId ? <Link to="/customers/$id" params={{ id: occasion.customerId }} className="truncate">{whole}</Link> : <span className="truncate">{name}</span>}
          </li>
        );
      })}
      {own.length > shown && <li><Link to="/care" search={{ show: 'calendar' }}>{t('week:moreOccasions', { count: own.length - shown })}</Link></li>}
    </ul>
  );
}
