import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import type { FollowUpRow } from '../activities/followUps.queries';
import AnswerDialog from './AnswerDialog';
import css from './questionnaires.module.css';

/** What was answered on a follow-up, or why nothing was, and the way to answer. */
export default function FollowUpAnswers({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation('questionnaires');
  const [answering, setAnswering] = useState(false);
  const open = (row.status === 'planned' || row.status === 'done') && row.can.delete;
  return (
    <section className={css.ofFollowUp} aria-label={t('answers')}>
      <h4>{t('answers')}</h4>
      {row.answers && <p className={css.text}>{row.answers}</p>}
      {row.unaskedReason && <p className="meta">{t('skippedFor', { reason: row.unaskedReason })}</p>}
      {open && <div><Button size="small" icon={ClipboardCheck} onClick={() => setAnswering(true)}>{t(row.answeredAt ? 'correct' : 'answerNow')}</Button></div>}
      {answering && <AnswerDialog followUpId={row.id} onClose={() => setAnswering(false)} />}
    </section>
  );
}
