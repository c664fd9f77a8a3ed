import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { occasionsQuery } from './care.queries';
import css from './care.module.css';
import { kindIcons } from './icons';
import { useOccasionName } from './words';

const daysAhead = 14;
const most = 6;

/** The days of my customers that come next; nothing where there are none. */
export default function OccasionsAhead({ today, className, headClassName }: { today: string; className: string | undefined; headClassName: string | undefined }) {
  const { t } = useTranslation('care');
  const format = useFormat();
  const nameOf = useOccasionName();
  const to = new Date(new Date(`${today}T00:00:00Z`).getTime() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  const { data = [] } = useQuery(occasionsQuery(today, to, 'me'));
  if (data.length === 0) return null;
  return (
    <section aria-label={t('ahead')} className={className}>
      <header className={headClassName}>
        <h2>{t('ahead')}</h2>
        <Link to="/care" search={{ show: 'calendar' }}>{t('aheadAll')}</Link>
      </header>
      <ul>
        {data.slice(0, most).map((occasion) => {
          const Icon = kindIcons[occasion.kind];
          return (
            <li key={occasion.key + occasion.on} className={css.ahead}>
              <Icon size={16} aria-hidden />
              {occasion.customerId ? <Link to="/customers/$id" params={{ id: occasion.customerId }} className="truncate">{nameOf(occasion)} <span className="meta">{occasion.customerName}</span></Link> : <span className="truncate">{nameOf(occasion)}</span>}
              <time className="meta figures" dateTime={occasion.on} title={format.date(occasion.on)}>{format.relative(occasion.on)}</time>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
