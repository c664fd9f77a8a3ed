import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { useNarrow } from '../../ui/useNarrow';
import css from './segments.module.css';

type Day = { day: string; customers: number };

const [high, foot] = [140, 18];

/** The size of a segment, a step for each day that was counted. */
export function SizeChart({ days }: { days: Day[] }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  // Letters keep their size on a phone.
  const wide = useNarrow() ? 340 : 560;
  const most = Math.max(1, ...days.map(({ customers }) => customers));
  const first = Date.parse(days[0]!.day);
  const span = Math.max(1, Date.parse(days.at(-1)!.day) - first);
  const x = ({ day }: Day) => ((Date.parse(day) - first) / span) * (wide - 8) + 4;
  const y = ({ customers }: Day) => high - foot - (customers / most) * (high - foot - 16);
  const last = days.at(-1)!;
  return (
    <svg viewBox={`0 0 ${wide} ${high}`} className={css.chart} role="img" aria-label={`${t('sizes')}: ${format.date(days[0]!.day)} ${format.number(days[0]!.customers)}, ${format.date(last.day)} ${format.number(last.customers)}`}>
      <line x1="0" x2={wide} y1={high - foot} y2={high - foot} stroke="var(--line)" />
      <text x="0" y="10" className={css.tick}>{format.number(most)}</text>
      {days.length > 1 && <polyline points={days.map((day) => `${x(day)},${y(day)}`).join(' ')} fill="none" stroke="var(--brand)" strokeWidth="2" />}
      {days.map((day) => <circle key={day.day} cx={days.length > 1 ? x(day) : wide / 2} cy={y(day)} r="3" fill="var(--brand)"><title>{`${format.date(day.day)}: ${format.number(day.customers)}`}</title></circle>)}
      <text x="0" y={high - 4} className={css.tick}>{format.date(days[0]!.day)}</text>
      {days.length > 1 && <text x={wide} y={high - 4} textAnchor="end" className={css.tick}>{format.date(last.day)}</text>}
    </svg>
  );
}
