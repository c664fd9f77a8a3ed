import { CircleAlert, Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { Button } from './Button';
import css from './controls.module.css';

export function Skeleton({ width = '100%', height = 12 }: { width?: number | string; height?: number }) {
  return <span aria-hidden className={css.skeleton} style={{ width, height }} />;
}

/** Says what belongs here and offers the first action. */
export function EmptyState({ icon: Icon = Inbox, title, hint, action }: { icon?: LucideIcon; title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className={css.state}>
      <Icon size={32} strokeWidth={1.5} aria-hidden />
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {action && <div className={css.actions}>{action}</div>}
    </div>
  );
}

/** Says what happened, what is safe and what to do. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('common');
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div className={css.state} role="alert">
      <CircleAlert size={32} strokeWidth={1.5} aria-hidden />
      <h2>{t(problem?.status === 429 ? 'error.wait' : 'error.title')}</h2>
      <p>{problem ? problem.message : t('error.offline')}</p>
      {problem?.status !== 429 && <p>{t('error.hint')}</p>}
      {problem?.problem.requestId && <p className="meta">{t('error.requestId', { id: problem.problem.requestId })}</p>}
      {onRetry && <div className={css.actions}><Button onClick={onRetry}>{t('action.retry')}</Button></div>}
    </div>
  );
}
