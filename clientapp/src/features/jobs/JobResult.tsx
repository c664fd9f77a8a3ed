import { useTranslation } from 'react-i18next';
import type jobs from '../../i18n/zh-CN/jobs.json';
import { useFormat } from '../../format/useFormat';
import css from './jobs.module.css';
import type { JobRow } from './jobs.queries';

type Count = keyof (typeof jobs)['result'];

/** What came of a job, in counts. */
export function JobResult({ job }: { job: JobRow }) {
  const { t, i18n } = useTranslation('jobs');
  const format = useFormat();
  const counts = Object.entries(job.result as Record<string, unknown>).filter((entry): entry is [Count, number] => typeof entry[1] === 'number' && entry[1] > 0 && i18n.exists(`jobs:result.${entry[0]}`));
  if (counts.length === 0) return null;
  return (
    <ul className={css.counts}>
      {counts.map(([name, count]) => <li key={name}>{t(`result.${name}`)} <b>{format.number(count)}</b></li>)}
    </ul>
  );
}
