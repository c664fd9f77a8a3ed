import { ListFilter, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters, ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { useOptions } from '../fields/options';
import { kindOf } from '../fields/registry';
import { useFormat } from '../format/useFormat';
import { withTexts } from '../i18n/i18n';
import { Button, IconButton } from '../ui/Button';
import { Popover } from '../ui/Popover';
import { Skeleton } from '../ui/States';
import { daysOfTests, emptyTest, valuesOf, withFilter } from './filters';
import css from './table.module.css';
import type { FetchPage } from './useRows';

// What opens on a click comes with the click.
const FilterEditor = lazy(() => import('./FilterEditor').then((file) => ({ default: file.FilterEditor }))) as typeof import('./FilterEditor').FilterEditor;
const AddFilter = lazy(() => import('./AddFilter')) as typeof import('./AddFilter').default;
const ConditionGroup = lazy(() => withTexts(import('./ConditionGroup'), 'filters')) as typeof import('./ConditionGroup').default;

type FilterBarProps<Row> = {
  fields: ColumnField<Row>[];
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  /** With the kind of record and its list the bar offers conditions of groups. */
  entity?: string | undefined;
  fetchPage?: FetchPage<Row>;
};

/** A chip for each filter that holds, and the way to one more. */
export function FilterBar<Row>({ fields, search, onSearch, entity, fetchPage }: FilterBarProps<Row>) {
  const { t } = useTranslation('common');
  const [building, setBuilding] = useState(false);
  const set = (key: string, tests: Filters[string] | null) => onSearch({ ...search, filter: withFilter(search.filter, key, tests) });
  const usable = fields.filter((field) => field.filterable && kindOf(field.type).filter);
  const active = usable.filter((field) => search.filter?.[field.key]);
  const build = entity && fetchPage ? () => setBuilding(true) : undefined;

  return (
    <div className={css.filters}>
      {active.map((field) => (
        <span key={field.key} className={css.chip}>
          <Popover label={field.label} trigger={(props) => <button type="button" {...props}><ChipText field={field} tests={search.filter![field.key]!} /></button>}>
            {(close) => (
              <Suspense fallback={<Skeleton height={96} />}>
                <FilterEditor field={field} tests={search.filter?.[field.key]} onApply={(tests) => { set(field.key, tests); close(); }} />
              </Suspense>
            )}
          </Popover>
          <IconButton size="small" icon={X} label={t('filter.removeChip', { field: field.label })} onClick={() => set(field.key, null)} />
        </span>
      ))}
      {entity && fetchPage && (search.where || building) && (
        <Suspense>
          <ConditionGroup {...{ entity, fields, search, onSearch, fetchPage, building }} onBuild={setBuilding} />
        </Suspense>
      )}
      {usable.length > 0 && (
        <Popover label={t('filter.add')} trigger={(props) => <Button {...props} size="small" variant="ghost" icon={ListFilter}>{t('filter.add')}</Button>}>
          {(close) => (
            <Suspense fallback={<Skeleton height={240} />}>
              <AddFilter fields={usable} search={search} onApply={(key, tests) => { set(key, tests); close(); }} onBuild={build && (() => { close(); build(); })} />
            </Suspense>
          )}
        </Popover>
      )}
      {active.length + (search.where ? 1 : 0) > 1 && <Button size="small" variant="ghost" onClick={() => onSearch({ ...search, filter: undefined, where: undefined })}>{t('table.clearFilters')}</Button>}
    </div>
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
