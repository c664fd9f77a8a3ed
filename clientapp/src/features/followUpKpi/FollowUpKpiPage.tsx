import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, type LinkProps } from '@tanstack/react-router';
import { CalendarCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';
import { useOptions } from '../../fields/options';
import { useFormat } from '../../format/useFormat';
import { DateField } from '../../ui/antd';
import { Segmented } from '../../ui/Inputs';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { EffectPart } from './EffectPart';
import css from './followUpKpi.module.css';
import { customersWhere, daysOf, followUpsWhere, kpiQuery, type ApiFilter, type Figure, type Figures, type Kpi, type Share } from './followUpKpi.queries';
import { Interval } from './Interval';
import { groupings, kpiSearch, spans, type KpiSearch } from './kpiSearch';
import { MonthChart } from './MonthChart';
import { Scroll } from './Scroll';
import { usePercent } from './usePercent';

const route = getRouteApi('/shell/follow-ups/kpi');

/** How follow-ups were kept, how sure that is, and whether it does any good; every figure opens its list. */
export function FollowUpKpiPage() {
  const { t } = useTranslation('followUpKpi');
  const format = useFormat();
  const search = kpiSearch(route.useSearch());
  const navigate = route.useNavigate();
  const go = (changes: { [K in keyof KpiSearch]?: KpiSearch[K] | undefined }) => void navigate({ search: { ...search, ...changes } as never, replace: true });
  const days = daysOf(search, format.today());
  const by = search.by ?? 'tier';
  const { data, error, refetch } = useQuery({ ...kpiQuery({ ...days, groupBy: by }), placeholderData: (before) => before });
  return (
    <Page title={t('title')}>
      <div className={css.page}>
        <div className={css.tools}>
          <Segmented label={t('span')} value={search.from || search.to ? ('' as (typeof spans)[number]) : (search.days ?? '90')} options={spans.map((value) => ({ value, label: t(`spanOf.${value}`) }))} onChange={(next) => go({ days: next === '90' ? undefined : next, from: undefined, to: undefined })} />
          <span className={css.days}>
            <DateField aria-label={t('from')} value={days.from} onChange={(from) => from && go({ from, to: from > days.to ? from : days.to, days: undefined })} />
            <span aria-hidden>–</span>
            <DateField aria-label={t('to')} value={days.to} onChange={(to) => to && go({ from: to < days.from ? to : days.from, to, days: undefined })} />
          </span>
        </div>
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={320} />}
        {data && !error && (
          <>
            {data.total.due + data.total.promisesDue === 0 ? <EmptyState icon={CalendarCheck} title={t('none')} hint={t('noneHint')} /> : (
              <>
                <Tiles kpi={data} />
                <section className={css.part}>
                  <h2 className={css.heading}>{t('months')}</h2>
                  <p className="meta">{t('monthsHint')}</p>
                  <MonthChart kpi={data} />
                </section>
              </>
            )}
            <section className={css.part}>
              <div className={css.head}>
                <h2 className={css.heading}>{t('groups')}</h2>
                <Segmented label={t('by')} value={by} options={groupings.map((value) => ({ value, label: t(`byOf.${value}`) }))} onChange={(next) => go({ by: next === 'tier' ? undefined : next })} />
              </div>
              <GroupTable kpi={data} />
            </section>
            <Contact kpi={data} />
          </>
        )}
        <EffectPart search={search} days={days} go={go} />
      </div>
    </Page>
  );
}

/** A number that opens what it counts; none is nothing to open. */
export function Count({ value, label, link }: { value: number; label: string; link: LinkProps }) {
  const format = useFormat();
  if (value === 0) return <span className="meta">0</span>;
  return <Link {...link} className={css.mark} aria-label={`${label} ${format.number(value)}`}>{format.number(value)}</Link>;
}

function Tiles({ kpi }: { kpi: Kpi }) {
  const { t } = useTranslation('followUpKpi');
  const { total, lists, where } = kpi;
  const count = (figure: Figure) => <Count value={total[figure]} label={t(`figure.${figure}`)} link={followUpsWhere(where, lists[figure])} />;
  return (
    <div className={css.tiles}>
      <Tile title={t('coverage')} share={total.coverage}>
        <dl className={css.facts}>
          {(['due', 'doneOnTime', 'doneLate', 'missed', 'open', 'cancelled'] as const).map((figure) => <div key={figure}><dt>{t(`figure.${figure}`)}</dt><dd className="figures">{count(figure)}</dd></div>)}
        </dl>
      </Tile>
      <Tile title={t('promises')} share={total.kept}>
        <dl className={css.facts}>
          {(['promisesDue', 'promisesKept', 'promisesBroken'] as const).map((figure) => <div key={figure}><dt>{t(`short.${figure}`)}</dt><dd className="figures">{count(figure)}</dd></div>)}
        </dl>
      </Tile>
    </div>
  );
}

function Tile({ title, share, children }: { title: string; share: Share | null | undefined; children: ReactNode }) {
  const { t } = useTranslation('followUpKpi');
  const percent = usePercent();
  return (
    <section className={css.tile}>
      <h2 className={css.heading}>{title}</h2>
      {share ? <p><b className={css.big}>{percent(share.share)}</b> <span className="meta">{t('interval', { low: percent(share.low), high: percent(share.high) })}</span></p> : <p className="meta">{t('nothingDue')}</p>}
      <Interval share={share} />
      {children}
    </section>
  );
}

function GroupTable({ kpi }: { kpi: Kpi }) {
  const { t } = useTranslation('followUpKpi');
  const percent = usePercent();
  const nameOf = useNameOf(kpi.groupBy);
  const columns = ['due', 'doneOnTime', 'doneLate', 'missed', 'open'] as const;
  if (kpi.groups.length === 0) return <p className="meta">{t('noGroups')}</p>;
  const rows: { key: string; name: string; figures: Figures; own: ApiFilter[] }[] = [
    ...kpi.groups.map((group) => ({ key: group.key ?? '', name: nameOf(group), figures: group.figures, own: [group.where] })),
    { key: 'total', name: t('total'), figures: kpi.total, own: [] },
  ];
  const share = (of: Share | null | undefined) => of && <><span className="figures">{percent(of.share)}</span> <span className="meta figures">{t('span2', { low: percent(of.low), high: percent(of.high) })}</span></>;
  return (
    <Scroll label={t('groups')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t(`byOf.${kpi.groupBy}`)}</th>
            {columns.map((figure) => <th key={figure} scope="col">{t(`figure.${figure}`)}</th>)}
            <th scope="col">{t('coverage')}</th><th scope="col" aria-hidden />
            {(['promisesDue', 'promisesKept'] as const).map((figure) => <th key={figure} scope="col">{t(`figure.${figure}`)}</th>)}
            <th scope="col">{t('keptShare')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figures, own }) => {
            const count = (figure: Figure) => <Count value={figures[figure]} label={`${name} ${t(`figure.${figure}`)}`} link={followUpsWhere(kpi.where, ...own, kpi.lists[figure])} />;
            return (
              <tr key={key} className={own.length === 0 ? css.total : undefined}>
                <th scope="row">{name}</th>
                {columns.map((figure) => <td key={figure} className="figures">{count(figure)}</td>)}
                <td>{share(figures.coverage)}</td><td className={css.drawn}><Interval share={figures.coverage} /></td>
                <td className="figures">{count('promisesDue')}</td><td className="figures">{count('promisesKept')}</td>
                <td>{share(figures.kept)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function Contact({ kpi }: { kpi: Kpi }) {
  const { t } = useTranslation('followUpKpi');
  const format = useFormat();
  const nameOf = useNameOf(kpi.groupBy);
  const most = Math.max(1, ...kpi.contact.map(({ customers }) => customers));
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('contact')}</h2>
      <p className="meta">{t('contactHint')}</p>
      <ul className={css.stock}>
        {kpi.contact.map(({ span, customers, where }) => (
          <li key={span}>
            <Link {...customersWhere(where)} className={css.bar}>
              <span>{t(`since.${span}`)}</span>
              <span className={css.track} aria-hidden><span style={{ inlineSize: `${(customers / most) * 100}%`, background: tones[span] }} /></span>
              <b className="figures">{format.number(customers)}</b>
            </Link>
          </li>
        ))}
      </ul>
      {kpi.groups.length > 0 && (
        <Scroll label={t('contact')}>
          <table className={css.table}>
            <thead><tr><th scope="col">{t(`byOf.${kpi.groupBy}`)}</th>{kpi.contact.map(({ span }) => <th key={span} scope="col">{t(`since.${span}`)}</th>)}</tr></thead>
            <tbody>
              {kpi.groups.filter((group) => group.contact.some(({ customers }) => customers > 0)).map((group) => (
                <tr key={group.key ?? ''}>
                  <th scope="row">{nameOf(group)}</th>
                  {group.contact.map(({ span, customers }, i) => <td key={span} className="figures"><Count value={customers} label={`${nameOf(group)} ${t(`since.${span}`)}`} link={customersWhere(kpi.contact[i]!.where, group.customersWhere)} /></td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

const tones = { within7: 'var(--good)', within30: 'var(--brand)', within90: 'var(--slate)', within180: 'var(--warn)', longer: 'var(--bad)', never: 'var(--edge)' };

function useNameOf(groupBy: Kpi['groupBy']) {
  const { t } = useTranslation('followUpKpi');
  const tiers = useOptions({ type: 'code', codeList: 'customer_tier' });
  return ({ key, name }: Kpi['groups'][number]) => name ?? tiers.find(({ value }) => value === key)?.label ?? key ?? t(`without.${groupBy}`);
}
