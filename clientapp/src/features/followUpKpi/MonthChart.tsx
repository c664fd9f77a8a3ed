import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Count } from './FollowUpKpiPage';
import css from './followUpKpi.module.css';
import { followUpsWhere, type Kpi } from './followUpKpi.queries';
import { Scroll } from './Scroll';
import { usePercent } from './usePercent';

const [high, foot, step] = [180, 20, 72];
const stacked = ['doneOnTime', 'doneLate', 'missed', 'open'] as const;
const colors = { doneOnTime: 'var(--good)', doneLate: 'var(--warn)', missed: 'var(--bad)', open: 'var(--edge)' };

/** What was due by month, stacked by what became of it. A mark opens its steps; whoever does not see the drawing has the table below it. */
export function MonthChart({ kpi }: { kpi: Kpi }) {
  const { t } = useTranslation('followUpKpi');
  const format = useFormat();
  const percent = usePercent();
  const navigate = useNavigate();
  const most = Math.max(1, ...kpi.months.map(({ figures }) => figures.due));
  const width = kpi.months.length * step;
  return (
    <>
      <ul className={css.legend} aria-hidden>{stacked.map((figure) => <li key={figure}><span style={{ background: colors[figure] }} />{t(`figure.${figure}`)}</li>)}</ul>
      <Scroll label={t('months')}>
        <svg viewBox={`0 0 ${width} ${high}`} style={{ inlineSize: width, maxInlineSize: 'none' }} aria-hidden>
          <line x1="0" x2={width} y1={high - foot} y2={high - foot} stroke="var(--line)" />
          {kpi.months.map(({ month, where, figures }, index) => {
            let top = high - foot;
            return (
              <g key={month}>
                {stacked.map((figure) => {
                  if (figures[figure] === 0) return null;
                  const height = (figures[figure] / most) * (high - foot - 20);
                  top -= height;
                  return (
                    <rect key={figure} x={index * step + 14} y={top} width={step - 28} height={height} fill={colors[figure]} className={css.rect} onClick={() => void navigate(followUpsWhere(where, kpi.lists[figure]) as never)}>
                      <title>{`${month} ${t(`figure.${figure}`)}: ${format.number(figures[figure])}`}</title>
                    </rect>
                  );
                })}
                {figures.coverage && <text x={index * step + step / 2} y={top - 5} textAnchor="middle" className={css.tick}>{percent(figures.coverage.share)}</text>}
                <text x={index * step + step / 2} y={high - 5} textAnchor="middle" className={css.tick}>{month}</text>
              </g>
            );
          })}
        </svg>
        <table className={css.table}>
          <thead><tr><th scope="col">{t('month')}</th>{kpi.months.map(({ month }) => <th key={month} scope="col" className="figures">{month}</th>)}</tr></thead>
          <tbody>
            {stacked.map((figure) => (
              <tr key={figure}>
                <th scope="row">{t(`figure.${figure}`)}</th>
                {kpi.months.map(({ month, where, figures }) => <td key={month} className="figures"><Count value={figures[figure]} label={`${month} ${t(`figure.${figure}`)}`} link={followUpsWhere(where, kpi.lists[figure])} /></td>)}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('keptShare')}</th>
              {kpi.months.map(({ month, figures }) => <td key={month} className="figures">{figures.kept ? percent(figures.kept.share) : '–'}</td>)}
            </tr>
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
