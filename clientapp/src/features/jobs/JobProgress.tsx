import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import css from './jobs.module.css';
import type { JobRow } from './jobs.queries';

/** How far a job is, as a bar and in figures. */
export function JobProgress({ job }: { job: Pick<JobRow, 'title' | 'progress'> }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { done, total, failed } = job.progress;
  const figures = total === null ? t('doneOnly', { done: format.number(done) }) : t('done', { done: format.number(done), total: format.number(total) });
  return (
    <span className={css.progress}>
      <progress aria-label={job.title} {...(total !== null && { value: done, max: Math.max(1, total) })} />
      <span className={css.figures}>{figures}</span>
      {failed > 0 && <span className={css.failed}>{t('failed', { count: failed })}</span>}
    </span>
  );
}
