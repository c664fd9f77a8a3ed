import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { useFormat } from '../../format/useFormat';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { ErrorState, Skeleton } from '../../ui/States';
import { withTexts } from '../../i18n/i18n';
import { answersFilter } from './answersFilter';
import css from './questionnaires.module.css';
import { listAnswerSets, questionnaireKeys, type Results, type Span } from './questionnaires.queries';
import { useNames } from './useNames';

const AnswersExport = lazy(() => withTexts(import('./AnswersExport'), 'bulk'));

type Props = { id: string; span: Span; marks: string; questions: Results['questions']; onClose: () => void };

/** The answers behind a figure, and whose they are. */
export function AnswersDrawer({ id, span, marks, questions, onClose }: Props) {
  const { t } = useTranslation(['questionnaires', 'common']);
  const format = useFormat();
  const { textOf } = useNames();
  const filter = answersFilter(id, span, marks, format);
  const [exporting, setExporting] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...questionnaireKeys.all, 'sets', filter],
    queryFn: ({ pageParam, signal }) => listAnswerSets(filter, 20, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
  });
  const wanted = marks.split(',');
  const question = questions.find(({ options }) => options.some(({ mark }) => wanted.includes(mark)));
  const names = question?.options.filter(({ mark }) => wanted.includes(mark)).map((option) => (question.type === 'stars' ? t('stars', { count: Number(option.code) }) : textOf(option)));
  return (
    <Drawer wide title={question ? `${textOf(question)} — ${names!.join(' / ')}` : t('allAnswers')} onClose={onClose} footer={can('exports.create') && <Button icon={Download} onClick={() => setExporting(true)}>{t('common:table.export')}</Button>}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      <ul className={css.sets}>
        {data?.pages.flatMap((page) => page.data).map((set) => (
          <li key={set.id}>
            <p>{set.customerId && set.customerName ? <Link to="/customers/$id" params={{ id: set.customerId }}><b>{set.customerName}</b></Link> : <span className="meta">{t('noCustomer')}</span>}</p>
            <p className="meta">{set.answeredAt && format.instant(set.answeredAt)} · {set.answeredByName} · {t('versionNumber', { number: set.sheetNumber })}</p>
            <p className={css.text}>{set.answers}</p>
          </li>
        ))}
      </ul>
      {hasNextPage && <Button size="small" variant="ghost" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button>}
      <Suspense>{exporting && <AnswersExport filter={filter} questions={questions} onClose={() => setExporting(false)} />}</Suspense>
    </Drawer>
  );
}
