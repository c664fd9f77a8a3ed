import { ListFilter } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters, ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { kindOf } from '../fields/registry';
import { withTexts } from '../i18n/i18n';
import { Button } from '../ui/Button';
import { Popover } from '../ui/Popover';
import { Skeleton } from '../ui/States';
import { withFilter } from './filters';
import css from './table.module.css';
import type { FetchPage } from './useRows';

// What opens on a click comes with the click, and a chip with the first filter.
const FilterChip = lazy(() => import('./FilterChip')) as typeof import('./FilterChip').default;
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
        <Suspense key={field.key}>
          <FilterChip field={field} tests={search.filter![field.key]!} onApply={(tests) => set(field.key, tests)} />
        </Suspense>
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
