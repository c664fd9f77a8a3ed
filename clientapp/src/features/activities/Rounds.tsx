import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { useRegions, type Region } from '../../fields/regions';
import { useFormat } from '../../format/useFormat';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import css from './calendar.module.css';
import { followUpKeys } from './followUps.queries';

/** The visits of a week, day by day and district by district, as they are made in one round. */
export default function Rounds({ monday, sunday, ownerId, onOpen }: { monday: string; sunday: string; ownerId: string | undefined; onOpen: (id: string) => void }) {
  const { t } = useTranslation(['week', 'activities']);
  const format = useFormat();
  const regions = useRegions();
  const { data, error, refetch } = useQuery({
    queryKey: [...followUpKeys.all, 'rounds', monday, ownerId],
    queryFn: ({ signal }) => body(api.GET('/api/v1/follow-ups/rounds', { params: { query: { from: monday, to: sunday, ...(ownerId && { ownerId }) } }, signal })),
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={420} />;
  if (data.data.length === 0) return <EmptyState icon={MapPin} title={t('week:noRounds')} hint={t('week:noRoundsHint')} />;
  const days = [...new Set(data.data.map((round) => round.on))];
  return (
    <div className={css.rounds}>
      {days.map((day) => (
        <section key={day} aria-labelledby={`rounds-${day}`}>
          <h3 id={`rounds-${day}`}>{format.weekday(day)} {format.shortDate(day)}</h3>
          <div className={css.districts}>
            {data.data.filter((round) => round.on === day).map((round) => (
              <div key={round.id} className={css.round}>
                <h4><MapPin size={14} aria-hidden /><span className="truncate">{(round.regionCode && pathTo(regions, round.regionCode)) ?? t('week:nowhere')}</span><span className="meta figures">{t('week:visits', { count: round.visits.length })}</span></h4>
                <ul>
                  {round.visits.map((visit) => (
                    <li key={visit.id}>
                      <span className="meta figures">{visit.dueAt ? format.time(visit.dueAt) : t('week:anyTime')}</span>
                      <div>
                        <button type="button" className={css.link} onClick={() => onOpen(visit.id)}>{visit.subject}</button>
                        {visit.customerId && <Link to="/customers/$id" params={{ id: visit.customerId }}>{visit.customerName}</Link>}
                        <span className="meta">{[visit.address, !ownerId && visit.ownerName].filter(Boolean).join(' · ')}</span>
                      </div>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

/** Below these stands a level that is called nothing. */
const municipality = /^(11|12|31|50)/;

/** The city and the district of a code, as people name them. */
function pathTo(regions: Region[], code: string): string | undefined {
  for (const province of regions) {
    for (const city of province.children) {
      if (city.code === code) return `${province.name} ${city.name}`;
      const district = city.children.find((candidate) => candidate.code === code);
      if (district) return `${municipality.test(code) ? province.name : city.name} ${district.name}`;
    }
  }
  return undefined;
}
