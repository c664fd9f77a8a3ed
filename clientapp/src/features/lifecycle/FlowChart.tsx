import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import css from './lifecycle.module.css';
import { customersWhere, stageColors, stages, type Flow } from './lifecycle.queries';

const [high, foot, step] = [180, 20, 56];

/** Changes by month, stacked by the stage they lead to. A mark opens its customers; whoever does not see the drawing has the table below it. */
export function FlowChart({ flow }: { flow: Flow }) {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  const navigate = useNavigate();
  const most = Math.max(1, ...flow.months.map(({ flows }) => flows.reduce((sum, { customers }) => sum + customers, 0)));
  const width = flow.months.length * step;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is scrolled by keyboard
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('chart')}>
      <svg viewBox={`0 0 ${width} ${high}`} style={{ inlineSize: width, maxInlineSize: 'none' }} aria-hidden>
        <line x1="0" x2={width} y1={high - foot} y2={high - foot} stroke="var(--line)" />
        {flow.months.map(({ month, flows }, index) => {
          let top = high - foot;
          return (
            <g key={month}>
              {stages.map((to) => {
                const steps = flows.filter((one) => one.to === to);
                const count = steps.reduce((sum, { customers }) => sum + customers, 0);
                if (count === 0) return null;
                const height = (count / most) * (high - foot - 8);
                top -= height;
                return (
                  <rect
                    key={to} x={index * step + 10} y={top} width={step - 20} height={height} fill={stageColors[to]} className={css.rect}
                    onClick={() => void navigate(customersWhere({ field: 'stageChanges.step', op: 'is', values: steps.map((one) => one.step) }) as never)}
                  >
                    <title>{`${month} ${t(`stage.${to}`)}: ${format.number(count)}`}</title>
                  </rect>
                );
              })}
              <text x={index * step + step / 2} y={high - 5} textAnchor="middle" className={css.tick}>{month.slice(2)}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
