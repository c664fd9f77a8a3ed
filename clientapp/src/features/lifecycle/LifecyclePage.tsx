import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Segmented } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { FlowChart } from './FlowChart';
import css from './lifecycle.module.css';
import { customersWhere, flowQuery, stageColors, stages, stageTones, type Flow } from './lifecycle.queries';

const LifecycleRules = lazy(() => import('./LifecycleRules').then((file) => ({ default: file.LifecycleRules })));
const ranges = ['6', '12', '24'] as const;

/** Where customers stand, and how they came from stage to stage; every number opens its list. */
export function LifecyclePage() {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  const [months, setMonths] = useState<(typeof ranges)[number]>('12');
  const [year, month] = format.today().split('-').map(Number) as [number, number];
  const begin = year * 12 + month - Number(months);
  const from = `${Math.floor(begin / 12)}-${String((begin % 12) + 1).padStart(2, '0')}-01`;
  const { data, error, refetch } = useQuery(flowQuery(from));
  return (
    <Page title={t('title')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && (
        <div className={css.page}>
          <Stock flow={data} />
          <section className={css.part}>
            <div className={css.head}>
              <h2 className={css.heading}>{t('flow')}</h2>
              <Segmented label={t('months')} value={months} options={ranges.map((value) => ({ value, label: t(`monthsOf.${value}`) }))} onChange={setMonths} />
            </div>
            <p className="meta">{t('flowHint')}</p>
            {data.months.every(({ flows }) => flows.length === 0) ? <p>{t('none')}</p> : <><FlowChart flow={data} /><FlowTable flow={data} /></>}
          </section>
          <StockTable flow={data} />
          {can('settings.manage') && <Suspense><LifecycleRules /></Suspense>}
        </div>
      )}
    </Page>
  );
}

function Stock({ flow }: { flow: Flow }) {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  const most = Math.max(1, ...flow.now.map(({ customers }) => customers));
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('now')}</h2>
      <p className="meta">{t('nowHint')}</p>
      <ul className={css.stock}>
        {flow.now.map(({ stage, customers }) => (
          <li key={stage}>
            <Link {...customersWhere({ field: 'stage', op: 'is', values: [stage] })} className={css.bar}>
              <span className={css.word}>{t(`stage.${stage}`)}</span>
              <span className={css.track} aria-hidden><span style={{ inlineSize: `${(customers / most) * 100}%`, background: stageColors[stage] }} /></span>
              <b className="figures">{format.number(customers)}</b>
            </Link>
          </li>
        ))}
      </ul>
      <p><Link {...customersWhere({ field: 'silentOn', op: 'nextDays', values: ['14'] })} className={css.mark}>{t('soon')}</Link> <span className="meta">{t('soonHint')}</span></p>
    </section>
  );
}

/** Each step that somebody took, month by month. */
function FlowTable({ flow }: { flow: Flow }) {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  const steps = [...new Set(flow.months.flatMap(({ flows }) => flows.map(({ from, to }) => `${from} ${to}`)))]
    .map((pair) => pair.split(' ') as [(typeof stages)[number], (typeof stages)[number]])
    .toSorted(([a, b], [c, d]) => stages.indexOf(a) - stages.indexOf(c) || stages.indexOf(b) - stages.indexOf(d));
  const shown = flow.months.filter(({ flows }) => flows.length > 0);
  return (
    <div className={css.scroll} role="region" aria-label={t('flow')}>
      <table className={css.table}>
        <thead><tr><th scope="col">{t('month')}</th>{shown.map(({ month }) => <th key={month} scope="col" className="figures">{month.slice(2)}</th>)}</tr></thead>
        <tbody>
          {steps.map(([from, to]) => (
            <tr key={`${from}${to}`}>
              <th scope="row"><Badge tone={stageTones[from]}>{t(`stage.${from}`)}</Badge> <span aria-hidden>→</span> <Badge tone={stageTones[to]}>{t(`stage.${to}`)}</Badge></th>
              {shown.map(({ month, flows }) => {
                const one = flows.find((flow) => flow.from === from && flow.to === to);
                return <td key={month} className="figures">{one && <Link {...customersWhere({ field: 'stageChanges.step', op: 'is', values: [one.step] })} className={css.mark} aria-label={`${month} ${t('step', { from: t(`stage.${from}`), to: t(`stage.${to}`) })} ${format.number(one.customers)}`}>{format.number(one.customers)}</Link>}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StockTable({ flow }: { flow: Flow }) {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('stock')}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is scrolled by keyboard */}
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t('stock')}>
        <table className={css.table}>
          <thead><tr><th scope="col">{t('month')}</th>{flow.months.map(({ month }) => <th key={month} scope="col" className="figures">{month.slice(2)}</th>)}</tr></thead>
          <tbody>
            {stages.map((stage) => (
              <tr key={stage}>
                <th scope="row"><Badge tone={stageTones[stage]}>{t(`stage.${stage}`)}</Badge></th>
                {flow.months.map(({ month, stock }) => <td key={month} className="figures">{format.number(stock.find((one) => one.stage === stage)?.customers ?? 0)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
