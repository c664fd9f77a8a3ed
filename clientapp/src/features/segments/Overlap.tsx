import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { writeWhere } from '../../table/where';
import { FormField, Select } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { overlapQuery, segmentsQuery, type Segment } from './segments.queries';
import css from './segments.module.css';

const listOf = (tests: { op: 'is' | 'isNot'; id: string }[]) =>
  ({ to: '/customers', search: { where: writeWhere({ kind: 'all', items: tests.map(({ op, id }) => ({ field: 'segment', op, values: [id] })) }) } }) as unknown as LinkProps;

/** Two segments drawn over each other; each part opens its customers. */
export function Overlap({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const { data } = useQuery(segmentsQuery);
  const [other, setOther] = useState('');
  const others = (data?.data ?? []).filter(({ id }) => id !== segment.id);
  if (others.length === 0) return null;
  return (
    <section className={css.part}>
      <h3 className={css.heading}>{t('overlap')}</h3>
      <FormField label={t('other')}>{(control) => <Select {...control} value={other} empty="" options={others.map(({ id, name }) => ({ value: id, label: name }))} onChange={(event) => setOther(event.target.value)} />}</FormField>
      {other && <Drawn id={segment.id} other={other} />}
    </section>
  );
}

function Drawn({ id, other }: { id: string; other: string }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, error, refetch } = useQuery(overlapQuery(id, other));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  const [one, two] = [data.onlyThis + data.both, data.onlyOther + data.both];
  const most = Math.max(1, one, two);
  const [a, b] = [56 * Math.sqrt(one / most), 56 * Math.sqrt(two / most)];
  const share = data.both / Math.max(1, Math.min(one, two));
  const apart = data.both === 0 ? a + b + 8 : Math.abs(a - b) + (a + b - Math.abs(a - b)) * (1 - share);
  const start = 140 - apart / 2;
  const parts = [
    { key: 'onlyThis' as const, tests: [{ op: 'is' as const, id }, { op: 'isNot' as const, id: other }] },
    { key: 'both' as const, tests: [{ op: 'is' as const, id }, { op: 'is' as const, id: other }] },
    { key: 'onlyOther' as const, tests: [{ op: 'isNot' as const, id }, { op: 'is' as const, id: other }] },
  ];
  return (
    <div className={css.overlap}>
      <svg viewBox="0 0 280 120" className={css.venn} aria-hidden>
        <circle cx={start} cy="60" r={a} fill="var(--brand)" opacity="0.45" />
        <circle cx={start + apart} cy="60" r={b} fill="var(--teal)" opacity="0.45" />
      </svg>
      <ul className={css.parts}>
        {parts.map(({ key, tests }) => (
          <li key={key}><Link {...listOf(tests)} className={css.mark}>{t(key)} <b className="figures">{format.number(data[key])}</b></Link></li>
        ))}
        {data.jaccard != null && <li className="meta">{t('jaccard', { value: format.number(data.jaccard) })}</li>}
      </ul>
    </div>
  );
}
