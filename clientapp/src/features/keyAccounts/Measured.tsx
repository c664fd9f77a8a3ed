import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { ErrorState, Skeleton } from '../../ui/States';
import css from './keyAccounts.module.css';
import { measureQuery, type Measure } from './keyAccounts.queries';

/** What the programme does: its customers beside comparable ones outside of it. */
export function Measured() {
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
