import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, type LinkProps } from '@tanstack/react-router';
import { Target } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';
import { ViewTabs } from '../../app/ViewTabs';
import type { Field } from '../../fields/field';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import css from './keyAccounts.module.css';
import { keyAccountsQuery, measureQuery, type Measure, type Row } from './keyAccounts.queries';
import type { KeyAccountsSearch } from './routes';

const route = getRouteApi('/shell/key-accounts');
const link = (search: KeyAccountsSearch) => ({ to: '/key-accounts', search }) as unknown as LinkProps;

/** The customers of the programme, whose plan is to be looked at first, and what the programme does. */
export function KeyAccountsPage() {
  const { t } = useTranslation('keyAccounts');
  const { show } = route.useSearch();
  const { data, error, refetch } = useQuery(keyAccountsQuery(show === 'closed'));
  const views = [{ id: 'active', label: t('view.active'), link: link({}) }, { id: 'closed', label: t('view.closed'), link: link({ show: 'closed' }) }];
  return (
    <Page title={t('title')} views={<ViewTabs label={t('view.label')} views={views} current={show ?? 'active'} />}>
      <div className={css.page}>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={160} />}
        {data?.data.length === 0 && <EmptyState icon={Target} title={t('none')} hint={t('noneHint')} />}
        {data && data.data.length > 0 && <Plans rows={data.data} />}
        {!show && <Measured />}
      </div>
    </Page>
  );
}

function Plans({ rows }: { rows: Row[] }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const tier: Field = { key: 'tier', type: 'code', label: t('tier'), codeList: 'customer_tier' };
  const day = (value: string | null | undefined) => value && <>{format.date(value)} {value <= format.today() && <Badge tone="bad">{t('overdue')}</Badge>}</>;
  return (
    <div className={css.scroll} role="region" aria-label={t('title')}>
      <table className={css.table}>
        <thead>
          <tr>{(['customer', 'tier', 'owner', 'status', 'nextReview', 'lastReview', 'openGoals', 'openActions', 'nextAction'] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.customerId}>
              <td><Link to="/customers/$id" params={{ id: row.customerId }} search={{ tab: 'related' } as never}>{row.customerName}</Link></td>
              <td>{row.tier && <FieldDisplay field={tier} value={row.tier} />}</td>
              <td>{row.ownerName}</td>
              <td>{t(`statuses.${row.status}`)}</td>
              <td>{row.status === 'active' ? day(row.nextReviewOn) : row.nextReviewOn && format.date(row.nextReviewOn)}</td>
              <td>{row.lastReviewOn && format.date(row.lastReviewOn)}</td>
              <td className="figures">{format.number(row.openGoals)}</td>
              <td className="figures">{format.number(row.openActions)}</td>
              <td>{day(row.nextActionOn)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Measured() {
  const { t } = useTranslation('keyAccounts');
  const { data, error, refetch } = useQuery(measureQuery);
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('measure')}</h2>
      <p className="meta">{t('measureHint')}</p>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={80} />}
      {data && <Figures measure={data} />}
    </section>
  );
}

function Figures({ measure }: { measure: Measure }) {
  const { t } = useTranslation('keyAccounts');
  const format = useFormat();
  const percent = (value: number | null | undefined) => (value == null ? '–' : `${format.number(Math.round(value * 1000) / 10)}%`);
  const { revenue } = measure;
  return (
    <>
      <p className="meta">{t('pairs', { matched: measure.matched, all: measure.inProgramme, outside: measure.outside })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is scrolled by keyboard */}
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t('measure')}>
        <table className={css.table}>
          <thead><tr><th scope="col"><span className="sr-only">{t('measure')}</span></th><th scope="col">{t('inProgramme')}</th><th scope="col">{t('outside')}</th><th scope="col">{t('difference')}</th></tr></thead>
          <tbody>
            {([['growth', measure.growth], ['visits', measure.visitsOnTime]] as const).map(([key, one]) => (
              <tr key={key}>
                <th scope="row">{t(key)}</th>
                <td className="figures">{percent(one.inProgramme)} <span className="meta">({one.customers})</span></td>
                <td className="figures">{percent(one.outside)} <span className="meta">({one.comparable})</span></td>
                <td className="figures">{percent(one.difference)} <span className="meta">{one.low == null || one.high == null ? t('tooFew') : t('interval', { low: percent(one.low), high: percent(one.high) })}</span></td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('revenue')}</th>
              <td className="figures">{format.shortMoney(revenue.inProgrammeBefore)} → {format.shortMoney(revenue.inProgramme)}</td>
              <td className="figures">{format.shortMoney(revenue.outsideBefore)} → {format.shortMoney(revenue.outside)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      {measure.pairs.length > 0 && (
        <details>
          <summary>{t('compared')}</summary>
          <ul className={css.pairs}>
            {measure.pairs.map((pair) => (
              <li key={pair.customerId}>
                <Link to="/customers/$id" params={{ id: pair.customerId }}>{pair.name}</Link> {percent(pair.growth)} <span aria-hidden>↔</span> <Link to="/customers/$id" params={{ id: pair.otherId }}>{pair.otherName}</Link> {percent(pair.otherGrowth)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
