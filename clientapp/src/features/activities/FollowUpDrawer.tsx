import { useQuery } from '@tanstack/react-query';
import { Check, CircleSlash, Repeat, RotateCcw, Trash2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { ErrorState, Skeleton } from '../../ui/States';
import css from './followUp.module.css';
import { FollowUpFacts } from './FollowUpFacts';
import { FollowUpForm } from './FollowUpForm';
import { followUpQuery, type FollowUpRow } from './followUps.queries';
import { useFollowUpActions } from './useFollowUpActions';
import type { Closing } from './useFollowUpDialogs';

const FollowUpAnswers = lazy(() => withTexts(import('../questionnaires/FollowUpAnswers'), 'questionnaires'));

type Props = { id: string; onClose: () => void; onClosing: (row: FollowUpRow, closing: Closing) => void };

/** A follow-up: its form while it is planned, what came of it afterwards. */
export function FollowUpDrawer({ id, onClose, onClosing }: Props) {
  const { t } = useTranslation('activities');
  const { data: row, error, refetch } = useQuery(followUpQuery(id));
  const actions = useFollowUpActions();

  if (!row)
    return (
      <Drawer title={t('form.editTitle')} onClose={onClose}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <div className={css.loading}>{[60, 100, 40, 80].map((width) => <Skeleton key={width} width={`${width}%`} height={32} />)}</div>}
      </Drawer>
    );

  const close = (closing: Closing) => {
    onClose();
    onClosing(row, closing);
  };
  const remove = row.can.delete && (
    <IconButton
      label={t('action.delete')}
      icon={Trash2}
      onClick={() => {
        onClose();
        actions.remove(row);
      }}
    />
  );

  if (row.can.update)
    return (
      <FollowUpForm
        key={row.version}
        row={row}
        initial={row}
        onClose={onClose}
        actions={
          <>
            {remove}
            {row.seriesId && row.occursOn && <IconButton label={t('series.end')} icon={Repeat} onClick={() => { onClose(); actions.endSeries(row); }} />}
            {row.can.complete && <IconButton label={t('action.cancel')} icon={CircleSlash} onClick={() => close('cancel')} />}
            {row.can.complete && <Button icon={Check} onClick={() => close('complete')}>{t('action.complete')}</Button>}
          </>
        }
      />
    );

  return (
    <Drawer
      title={t('form.editTitle')}
      onClose={onClose}
      footer={
        <>
          {remove}
          {row.deletedAt && <Button icon={RotateCcw} onClick={() => actions.restore(row)}>{t('action.restore')}</Button>}
          {row.can.reopen && <Button icon={RotateCcw} onClick={() => actions.reopen(row)}>{t('action.reopen')}</Button>}
        </>
      }
    >
      <Closed row={row} />
      <FollowUpFacts row={row} />
      {row.questionnaireId && (
        <Suspense>
          <FollowUpAnswers row={row} />
        </Suspense>
      )}
    </Drawer>
  );
}

function Closed({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  return (
    <div className={css.closed}>
      <Badge tone={row.status === 'done' ? 'good' : 'neutral'}>{t(row.kind === 'promise' ? `promise.${row.status}` : `status.${row.status}`)}</Badge>
      {row.completedAt && <span className="meta">{format.instant(row.completedAt)}</span>}
      {row.result && <p className={css.text}>{row.result}</p>}
    </div>
  );
}
