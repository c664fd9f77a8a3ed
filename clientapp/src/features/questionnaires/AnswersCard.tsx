import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { Badge } from '../../ui/Badge';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card, Nothing } from '../customers/Card';
import css from './questionnaires.module.css';
import { listAnswerSets } from './questionnaires.queries';
import { useNames } from './useNames';

const AnswerDialog = lazy(() => import('./AnswerDialog'));
const first = 3;
const most = 50;

/** What a customer was asked, and what he answered. */
export function AnswersCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation('questionnaires');
  const format = useFormat();
  const { nameOf } = useNames();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['customers', customerId, 'answers'],
    queryFn: ({ signal }) => listAnswerSets({ customerId: { eq: customerId } }, most, undefined, signal),
  });
  const sets = data?.data ?? [];
  return (
    <Card title={t('answers')} {...(data && { count: sets.length })}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={40} />}
      {data && sets.length === 0 && <Nothing>{t('none')}</Nothing>}
      <ul className={css.sets}>
        {sets.slice(0, all ? most : first).map((set) => (
          <li key={set.id}>
            <button type="button" className={css.open} onClick={() => setOpen(set.followUpId)}>
              {nameOf({ name: set.questionnaireName, nameEn: set.questionnaireNameEn })}
            </button>
            {set.status === 'draft' && <> <Badge tone="warn">{t('draft')}</Badge></>}
            <p className="meta">{format.date(format.dayOf(set.answeredAt ?? set.updatedAt))} · {set.answeredByName} · {t('versionNumber', { number: set.sheetNumber })}</p>
            {set.answers && <p className={css.text}>{set.answers}</p>}
          </li>
        ))}
      </ul>
      {sets.length > first && <Button size="small" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>{t(all ? 'fewer' : 'more')}</Button>}
      <Suspense>{open && <AnswerDialog followUpId={open} onClose={() => setOpen(null)} />}</Suspense>
    </Card>
  );
}
