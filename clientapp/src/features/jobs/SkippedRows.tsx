import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import css from './jobs.module.css';
import { skippedRowsQuery, type JobRow } from './jobs.queries';

/** The first records that a job could not do, and why; all of them are in its file. */
export function SkippedRows({ job }: { job: JobRow }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { data } = useQuery(skippedRowsQuery(job.id));
  if (!data || data.data.length === 0) return null;
  return (
    <section aria-label={t('skippedRows')}>
      <h3>{t('skippedRows')}</h3>
      <ol className={css.skipped}>
        {data.data.map((row) => (
          <li key={row.number}>
            <span className="meta">{format.number(row.number)}</span>
            <span><b>{row.title}</b> {row.reasons.map(({ detail }) => detail).join(' ')}</span>
          </li>
        ))}
      </ol>
      {data.page.hasMore && <p className="meta">{t('moreSkipped')}</p>}
    </section>
  );
}
