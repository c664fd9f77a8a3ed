import { Link } from '@tanstack/react-router';
import { Download, Pause, Play, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadFrom } from '../../api/files';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { FieldError } from '../../ui/Inputs';
import { Skeleton } from '../../ui/States';
import { JobProgress } from './JobProgress';
import { JobResult } from './JobResult';
import css from './jobs.module.css';
import { isActive, jobTones, listOf, useJob, useJobActions } from './jobs.queries';
import { SkippedRows } from './SkippedRows';

/** One job: how far it is, what came of it, its files, and the way back. */
export default function JobDrawer({ id: given, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const [id, setId] = useState(given);
  const job = useJob(id);
  const actions = useJobActions();
  if (!job) return <Drawer title={t('title')} onClose={onClose}><Skeleton height={96} /></Drawer>;

  const { links, status } = job;
  const list = listOf(job.entity);
  // What takes the job back is a job too, and shows in its place; a refusal shows as a toast.
  const undo = () => actions.undo(id).then(setId, () => undefined);
  return (
    <Drawer title={job.title} onClose={onClose}>
      <div className={css.job}>
        <p className={css.line}><Badge tone={jobTones[status]}>{t(`status.${status}`)}</Badge> <span className="meta">{t('by', { name: job.createdByName })} · {format.relative(job.createdAt)}</span></p>
        {isActive(job) && <JobProgress job={job} />}
        <JobResult job={job} />
        {job.error && <FieldError>{t('stopped', { code: job.error })}</FieldError>}
        {!isActive(job) && job.progress.failed > 0 && <SkippedRows job={job} />}
        {job.undoneBy && <p className="meta">{t('wasUndone')}</p>}
        <div className={css.line}>
          {links.file && <Button icon={Download} onClick={() => void downloadFrom(links.file!, job.fileName ?? job.title)}>{t('file')}</Button>}
          {links.errors && <Button icon={Download} onClick={() => void downloadFrom(links.errors!, `${job.title}.csv`)}>{t('errors')}</Button>}
          {status === 'running' && <Button icon={Pause} onClick={() => actions.pause(id)}>{t('pause')}</Button>}
          {status === 'paused' && <Button icon={Play} onClick={() => actions.resume(id)}>{t('resume')}</Button>}
          {isActive(job) && <Button icon={X} onClick={() => actions.cancel(id)}>{t('cancel')}</Button>}
          {list && !isActive(job) && <Link to={list} onClick={onClose}>{t('toList')}</Link>}
          {links.undo && <Button icon={Undo2} busy={actions.undoing} onClick={() => void undo()}>{t('undo')}</Button>}
        </div>
        {links.undo && job.undoUntil && <p className="meta">{t('undoUntil', { when: format.instant(job.undoUntil) })}</p>}
        {(links.file || links.errors) && job.filesUntil && <p className="meta">{t('filesUntil', { when: format.instant(job.filesUntil) })}</p>}
      </div>
    </Drawer>
  );
}
