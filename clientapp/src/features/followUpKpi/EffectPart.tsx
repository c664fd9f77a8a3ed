import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { FormField, Select } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { Count } from './FollowUpKpiPage';
import css from './followUpKpi.module.css';
import { effectQuery, followUpsWhere, type Effect } from './followUpKpi.queries';
import { Interval } from './Interval';
import { lateDayChoices, orderDayChoices, type KpiSearch } from './kpiSearch';
import { usePercent } from './usePercent';

type EffectPartProps = { search: KpiSearch; days: { from: string; to: string }; go: (changes: { order?: string | undefined; late?: string | undefined }) => void };

/** Whether customers order sooner when somebody comes in time, with how sure that is, in plain words. */
export function EffectPart({ search, days, go }: EffectPartProps) {
  const { t } = useTranslation('followUpKpi');
  const [order, late] = [search.order ?? '30', search.late ?? '7'];
  const { data, error, refetch } = useQuery({ ...effectQuery({ ...days, orderDays: Number(order), lateDays: Number(late) }), placeholderData: (before) => before });
  const choices = (values: readonly string[]) => values.map((value) => ({ value, label: t('daysOf', { count: Number(value) }) }));
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('effect.title')}</h2>
      <p className="meta">{t('effect.hint')}</p>
      <div className={css.choices}>
        <FormField label={t('effect.orderDays')}>{(control) => <Select {...control} value={order} options={choices(orderDayChoices)} onChange={(event) => go({ order: event.target.value === '30' ? undefined : event.target.value })} />}</FormField>
        <FormField label={t('effect.lateDays')}>{(control) => <Select {...control} value={late} options={choices(lateDayChoices)} onChange={(event) => go({ late: event.target.value === '7' ? undefined : event.target.value })} />}</FormField>
      </div>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && !error && (data.visited.steps + data.postponed.steps === 0 ? <p>{t('effect.none', { count: data.orderDays })}</p> : <Found effect={data} />)}
    </section>
  );
}

function Found({ effect }: { effect: Effect }) {
  const { t } = useTranslation('followUpKpi');
  const format = useFormat();
  const percent = usePercent();
  const { difference } = effect;
  const points = (value: number) => format.number(Math.round(Math.abs(value) * 1000) / 10);
  const signed = (value: number) => `${Math.abs(value) < 0.0005 ? '' : value < 0 ? '−' : '+'}${points(value)}`;
  const told = !difference ? 'few' : difference.low > 0 ? 'more' : difference.high < 0 ? 'less' : 'unsure';
  return (
    <>
      <ul className={css.sides}>
        {(['visited', 'postponed'] as const).map((side) => {
          const { steps, customers, ordered, share, where } = effect[side];
          return (
            <li key={side}>
              <span>{t(`effect.${side}`)}</span>
              <Interval share={share} />
              <span>{share ? <><b className="figures">{percent(share.share)}</b> <span className="meta">{t('interval', { low: percent(share.low), high: percent(share.high) })}</span></> : '–'}</span>
              <span className="meta">
                {t('effect.steps')} <Count value={steps} label={`${t(`effect.${side}`)} ${t('effect.steps')}`} link={followUpsWhere(effect.where, where)} />
                {' · '}{t('effect.ordered')} <Count value={ordered} label={`${t(`effect.${side}`)} ${t('effect.ordered')}`} link={followUpsWhere(effect.where, where, effect.orderedWhere)} />
                {' · '}{t('effect.customers', { count: customers, number: format.number(customers) })}
              </span>
            </li>
          );
        })}
      </ul>
      {difference && (
        <div className={css.difference}>
          <span>{t('effect.difference')}</span>
          <span className={css.axis} aria-hidden>
            <span className={css.zero} />
            <span className={css.reach} style={{ insetInlineStart: `${(difference.low + 1) * 50}%`, inlineSize: `${(difference.high - difference.low) * 50}%` }} />
            <span className={css.point} style={{ insetInlineStart: `${(difference.difference + 1) * 50}%` }} />
          </span>
          <span><b className="figures">{t('effect.points', { value: signed(difference.difference) })}</b> <span className="meta">{t('interval', { low: signed(difference.low), high: signed(difference.high) })}</span></span>
        </div>
      )}
      <p>
        {t(`effect.told.${told}`, {
          days: effect.orderDays, late: effect.lateDays, points: points(difference?.difference ?? 0), low: signed(difference?.low ?? 0), high: signed(difference?.high ?? 0), until: format.instant(effect.until),
        })}
      </p>
      <p className={css.caveat}>{t('effect.caveat')}</p>
      <details>
        <summary className="meta">{t('effect.how')}</summary>
        <p className="meta">{t('effect.method', { days: effect.orderDays, late: effect.lateDays, until: format.instant(effect.until), between: format.number(effect.between), one: format.number(Math.round(effect.visited.designEffect * 100) / 100), two: format.number(Math.round(effect.postponed.designEffect * 100) / 100) })}</p>
      </details>
    </>
  );
}
