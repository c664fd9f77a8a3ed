import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters } from '../api/list';
import type { ColumnField } from '../fields/field';
import { useOptions } from '../fields/options';
import { kindOf } from '../fields/registry';
import { useFormat } from '../format/useFormat';
import { IconButton } from '../ui/Button';
import { Popover } from '../ui/Popover';
import { Skeleton } from '../ui/States';
import { daysOfTests, emptyTest, valuesOf } from './filters';
import css from './table.module.css';

const FilterEditor = lazy(() => import('./FilterEditor').then((file) => ({ default: file.FilterEditor }))) as typeof import('./FilterEditor').FilterEditor;

type FilterChipProps<Row> = { field: ColumnField<Row>; tests: Filters[string]; onApply: (tests: Filters[string] | null) => void };

/** A filter that holds, to be changed or taken away. */
export default function FilterChip<Row>({ field, tests, onApply }: FilterChipProps<Row>) {
  const { t } = useTranslation('common');
  return (
    <span className={css.chip}>
      <Popover label={field.label} trigger={(props) => <button type="button" {...props}><ChipText field={field} tests={tests} /></button>}>
        {(close) => (
          <Suspense fallback={<Skeleton height={96} />}>
            <FilterEditor field={field} tests={tests} onApply={(next) => { onApply(next); close(); }} />
          </Suspense>
        )}
      </Popover>
      <IconButton size="small" icon={X} label={t('filter.removeChip', { field: field.label })} onClick={() => onApply(null)} />
    </span>
  );
}

function ChipText<Row>({ field, tests }: { field: ColumnField<Row>; tests: Filters[string] }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const options = useOptions(field);
  const kind = kindOf(field.type).filter;
  const empty = emptyTest(tests);

  const text = () => {
    if (empty !== null) return t(empty ? 'filter.isEmpty' : 'filter.isNotEmpty');
    if (kind === 'contains') return `${t('filter.contains')} ${tests.contains ?? tests.startsWith ?? tests.eq ?? ''}`;
    if (kind === 'options') return valuesOf(tests).map((value) => (value === 'me' ? t('state.me') : (options.find((option) => option.value === value)?.label ?? value))).join(', ');
    const days = kind === 'numbers' ? { from: tests.gte ?? '', to: tests.lte ?? '' } : daysOfTests(tests, format);
    const show = (value: string) => (kind === 'numbers' ? format.number(Number(value)) : format.date(value));
    if (days.from && days.to) return t('filter.range', { from: show(days.from), to: show(days.to) });
    return days.from ? t('filter.since', { from: show(days.from) }) : t('filter.until', { to: show(days.to) });
  };

  return (
    <>
      <span className="meta">{field.label}</span> <b>{text()}</b>
    </>
  );
}
