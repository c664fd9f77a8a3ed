import { CircleAlert, CircleCheck, Undo2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { downloadFrom } from '../api/files';
import { JobResult } from '../features/jobs/JobResult';
import { useJobActions, type JobRow } from '../features/jobs/jobs.queries';
import { Button, IconButton } from '../ui/Button';
import css from './bulk.module.css';

/** What came of it: counts, the skipped rows with the reason, and the way back. */
export function BulkResult({ job, onJob, onClose }: { job: JobRow; onJob: (id: string) => void; onClose: () => void }) {
  const { t } = useTranslation(['bulk', 'common', 'jobs']);
  const { undo, undoing } = useJobActions();
  const good = job.status === 'succeeded';
  return (
    <>
      {good ? <CircleCheck size={16} aria-hidden className={css.good} /> : <CircleAlert size={16} aria-hidden className={css.bad} />}
      <span role="status" className={css.result}><b>{job.title}</b> {t(`jobs:status.${job.status}`)} <JobResult job={job} /></span>
      {job.links.errors && <Button size="small" onClick={() => void downloadFrom(job.links.errors!, `${job.title}.csv`)}>{t('skipped')}</Button>}
      {job.links.undo && <Button size="small" icon={Undo2} busy={undoing} onClick={() => void undo(job.id).then(onJob, () => undefined)}>{t('common:action.undo')}</Button>}
      <IconButton size="small" label={t('common:action.close')} icon={X} onClick={onClose} />
    </>
  );
}
