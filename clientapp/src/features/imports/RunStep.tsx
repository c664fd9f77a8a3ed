import { Link } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Download, Pause, Play, Undo2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { downloadFrom } from '../../api/files';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { FieldError } from '../../ui/Inputs';
import { Skeleton } from '../../ui/States';
import { JobProgress } from '../jobs/JobProgress';
import { JobResult } from '../jobs/JobResult';
import { isActive, listOf, useJob, useJobActions } from '../jobs/jobs.queries';
import css from './imports.module.css';

type RunStepProps = { id: string; dryRun?: boolean; entity?: string; onBack?: () => void; onRun?: () => Promise<void>; onAgain?: () => void; onEnd?: () => void };

/** A dry run and the run itself: how far it is, what came of it, what did not work and why, and the way back. */
export function RunStep({ id, dryRun, entity, onBack, onRun, onAgain, onEnd }: RunStepProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const job = useJob(id, onEnd);
  const actions = useJobActions();
  const run = useMutation({ mutationFn: async () => onRun!() });
  if (!job) return <Skeleton height={120} />;

  const { links, status } = job;
  const list = listOf(entity);
  const good = status === 'succeeded' || (dryRun && status === 'partially_succeeded');
  return (
    <section className={css.run} aria-label={dryRun ? t('step.check') : t('step.run')}>
      {isActive(job) ? (
        <>
          <h2>{dryRun ? t('checking') : t('importing')}</h2>
          <JobProgress job={job} />
        </>
      ) : (
        <h2 className={css.outcome}>
          {good ? <CircleCheck size={20} aria-hidden className={css.good} /> : <CircleAlert size={20} aria-hidden className={css.warn} />}
          {dryRun && status !== 'failed' && status !== 'cancelled' ? t('checked') : t(`ended.${status as 'succeeded'}`)}
        </h2>
      )}
      <JobResult job={job} />
      {job.error && <FieldError>{t('stopped', { code: job.error })}</FieldError>}
      {dryRun && !isActive(job) && job.progress.failed > 0 && <p className={css.note}>{t('wouldFail', { count: job.progress.failed })}</p>}
      {run.error && <FieldError>{run.error.message}</FieldError>}
      <div className={css.actions}>
        {status === 'running' && <Button icon={Pause} onClick={() => actions.pause(id)}>{t('pause')}</Button>}
        {status === 'paused' && <Button icon={Play} onClick={() => actions.resume(id)}>{t('resume')}</Button>}
        {isActive(job) && <Button icon={X} onClick={() => actions.cancel(id)}>{t('cancel')}</Button>}
        {links.errors && <Button icon={Download} onClick={() => void downloadFrom(links.errors!, t('failedFile'))}>{t('failedRows')}</Button>}
        {dryRun && !isActive(job) && <Button onClick={onBack}>{t('back')}</Button>}
        {dryRun && !isActive(job) && status !== 'failed' && status !== 'cancelled' && <Button variant="primary" busy={run.isPending} onClick={() => run.mutate()}>{t('start')}</Button>}
        {!dryRun && links.undo && <Button icon={Undo2} busy={actions.undoing} onClick={() => void actions.undo(id).catch(() => undefined)}>{t('undo')}</Button>}
        {!dryRun && !isActive(job) && <Button onClick={onAgain}>{t('again')}</Button>}
        {!dryRun && !isActive(job) && list && <Link to={list}>{t('toList')}</Link>}
      </div>
      {!dryRun && isActive(job) && <p className="meta">{t('mayLeave')}</p>}
      {!dryRun && links.undo && job.undoUntil && <p className="meta">{t('undoUntil', { when: format.instant(job.undoUntil) })}</p>}
    </section>
  );
}
