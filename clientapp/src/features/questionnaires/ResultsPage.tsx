import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ClipboardList, Download, PencilRuler } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { Button } from '../../ui/Button';
import { DateField } from '../../ui/antd';
import { FormField, Select } from '../../ui/Inputs';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { answersFilter } from './answersFilter';
import css from './questionnaires.module.css';
import { listTexts, questionnaireKeys, questionnaireQuery, resultsQuery, type Results, type Span } from './questionnaires.queries';
import type { ResultsSearch } from './routes';
import { useNames } from './useNames';

const AnswersExport = lazy(() => withTexts(import('./AnswersExport'), 'bulk'));
const AnswersDrawer = lazy(() => import('./AnswersDrawer').then((file) => ({ default: file.AnswersDrawer })));

const route = getRouteApi('/shell/questionnaires/$id');
type Result = Results['questions'][number];

/** What customers answered, in figures; each leads to the answers behind it. */
export function ResultsPage() {
  const { t } = useTranslation(['questionnaires', 'common']);
  const format = useFormat();
  const [exporting, setExporting] = useState(false);
  const { id } = route.useParams();
  const { marks, ...span } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf, purposeOf } = useNames();
  const { data: questionnaire } = useQuery(questionnaireQuery(id));
  const { data, error, refetch } = useQuery({ ...resultsQuery(id, span), placeholderData: (before) => before });
  const go = (changes: { [K in keyof ResultsSearch]?: ResultsSearch[K] | undefined }) =>
    void navigate({ search: (before) => Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value)) as ResultsSearch, replace: true });

  return (
    <Page
      title={questionnaire ? nameOf(questionnaire) : t('results')}
      actions={
        <>
          {data && data.sets > 0 && can('exports.create') && <Button icon={Download} onClick={() => setExporting(true)}>{t('common:table.export')}</Button>}
          {questionnaire?.can.update && <Link to="/questionnaires/$id/design" params={{ id }} className={css.action}><PencilRuler size={16} aria-hidden />{t('design')}</Link>}
        </>
      }
    >
      <div className={css.results}>
        {questionnaire && purposeOf(questionnaire) && <p className="meta">{purposeOf(questionnaire)}</p>}
        <div className={css.filters}>
          <FormField label={t('from')}>{(control) => <DateField id={control.id} value={span.from ?? null} onChange={(day) => go({ from: day ?? undefined })} />}</FormField>
          <FormField label={t('to')}>{(control) => <DateField id={control.id} value={span.to ?? null} onChange={(day) => go({ to: day ?? undefined })} />}</FormField>
          <FormField label={t('version')}>
            {(control) => <Select {...control} empty={t('allVersions')} value={span.version ? String(span.version) : ''} options={(questionnaire?.versions ?? []).map(({ number }) => ({ value: String(number), label: t('versionNumber', { number }) }))} onChange={(event) => go({ version: Number(event.target.value) || undefined })} />}
          </FormField>
        </div>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={240} />}
        {data && (
          <p className={css.totals} role="status">
            {data.sets > 0 ? <Link to="." search={(before: ResultsSearch) => ({ ...before, marks: '*' })} replace>{t('sets', { count: data.sets })}</Link> : t('sets', { count: 0 })}
            <span className="meta">{t('customers', { count: data.customers })}</span>
          </p>
        )}
        {data?.sets === 0 && <EmptyState icon={ClipboardList} title={t('noAnswers')} hint={t('noAnswersHint')} />}
        {data && data.sets > 0 && data.questions.map((result) => <QuestionChart key={result.key} id={id} result={result} span={span} format={format} />)}
      </div>
      <Suspense>{exporting && data && <AnswersExport filter={answersFilter(id, span, '*', format)} questions={data.questions} onClose={() => setExporting(false)} />}</Suspense>
      <Suspense>{marks && <AnswersDrawer key={marks} id={id} span={span} marks={marks} questions={data?.questions ?? []} onClose={() => go({ marks: undefined })} />}</Suspense>
    </Page>
  );
}

const promoters = ['9', '10'];
const detractors = ['0', '1', '2', '3', '4', '5', '6'];

function QuestionChart({ id, result, span, format }: { id: string; result: Result; span: Span; format: ReturnType<typeof useFormat> }) {
  const { t } = useTranslation('questionnaires');
  const { textOf } = useNames();
  const numeric = result.mean !== null;
  const isScale = result.type === 'scale';
  const most = Math.max(1, ...result.options.map(({ count }) => count));
  const group = (codes: string[]) => {
    const options = result.options.filter(({ code }) => codes.includes(code));
    return { count: options.reduce((sum, one) => sum + one.count, 0), marks: options.map(({ mark }) => mark).join(',') };
  };
  const groups = isScale && result.answered > 0
    ? ([['promoters', promoters], ['passives', ['7', '8']], ['detractors', detractors]] as const).map(([name, codes]) => ({ name, ...group([...codes]) }))
    : [];

  return (
    <section className={css.result} aria-label={textOf(result)}>
      <h2 className={css.heading}>{textOf(result)}</h2>
      <p className="meta">
        {t(`type.${result.type}`)} · {t('answeredCount', { count: result.answered })}
        {numeric && ` · ${t('mean', { mean: format.number(Math.round(result.mean! * 100) / 100), deviation: format.number(Math.round(result.deviation! * 100) / 100) })}`}
        {result.type === 'number' && numeric && ` · ${t('range', { min: format.number(result.min!), max: format.number(result.max!) })}`}
      </p>
      {isScale && result.nps !== null && (
        <div className={css.nps}>
          <p><b className="figures">{result.nps > 0 ? '+' : ''}{format.number(result.nps)}</b> <span className="meta">{t('nps')}</span></p>
          <ul className={css.groups}>
            {groups.map(({ name, count, marks }) => (
              <li key={name} data-group={name}>
                <MarkLink marks={marks} count={count}>{t(name)} <b className="figures">{format.number(count)}</b> <span className="meta">{format.number(Math.round((1000 * count) / result.answered) / 10)}%</span></MarkLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      {result.options.length > 0 && (
        <ul className={css.bars}>
          {result.options.map((option) => (
            <li key={option.code}>
              <MarkLink marks={option.mark} count={option.count} className={css.bar1}>
                <span className={css.barName}>{result.type === 'stars' ? t('stars', { count: Number(option.code) }) : textOf(option)}</span>
                <span className={css.track} aria-hidden><span style={{ inlineSize: `${(100 * option.count) / most}%` }} /></span>
                <span className={css.barFigure}><b className="figures">{format.number(option.count)}</b> <span className="meta figures">{format.number(option.share)}%</span></span>
              </MarkLink>
            </li>
          ))}
        </ul>
      )}
      {(result.type === 'text' || result.type === 'long_text' || result.type === 'date') && result.answered > 0 && <Texts id={id} result={result} span={span} />}
    </section>
  );
}

/** A figure that opens the answers behind it; nothing is behind a zero. */
function MarkLink({ marks, count, className, children }: { marks: string; count: number; className?: string | undefined; children: React.ReactNode }) {
  if (count === 0) return <span className={className}>{children}</span>;
  return <Link to="." search={(before: ResultsSearch) => ({ ...before, marks })} replace className={className}>{children}</Link>;
}

function Texts({ id, result, span }: { id: string; result: Result; span: Span }) {
  const { t } = useTranslation(['questionnaires', 'common']);
  const format = useFormat();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...questionnaireKeys.all, 'texts', id, result.key, span],
    queryFn: ({ pageParam, signal }) => listTexts(id, result.key, span, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={60} />;
  return (
    <>
      <ul className={css.texts}>
        {data.pages.flatMap((page) => page.data).map((one) => (
          <li key={one.id}>
            <p className={css.text}>{result.type === 'date' ? format.date(one.text) : one.text}</p>
            <p className="meta">{one.customerId && one.customerName && <Link to="/customers/$id" params={{ id: one.customerId }}>{one.customerName}</Link>} {format.date(format.dayOf(one.answeredAt))}</p>
          </li>
        ))}
      </ul>
      {hasNextPage && <div><Button size="small" variant="ghost" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button></div>}
    </>
  );
}
