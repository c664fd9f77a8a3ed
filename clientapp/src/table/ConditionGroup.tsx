import { X } from 'lucide-react';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { IconButton } from '../ui/Button';
import { useFilterFields } from './filterFields';
import { Sentence } from './Sentence';
import css from './table.module.css';
import type { FetchPage } from './useRows';
import { readWhere, testsOf, writeWhere, type Where } from './where';

const FilterBuilder = lazy(() => import('./FilterBuilder'));

type ConditionGroupProps<Row> = {
  entity: string;
  fields: ColumnField<Row>[];
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  fetchPage: FetchPage<Row>;
  building: boolean;
  onBuild: (building: boolean) => void;
};

/** The chip of a condition of groups, which says itself when there is but one test, and the builder behind it. */
export default function ConditionGroup<Row>({ entity, fields: columns, search, onSearch, fetchPage, building, onBuild }: ConditionGroupProps<Row>) {
  const { t } = useTranslation('common');
  const fields = useFilterFields(entity, columns);
  const where = search.where ? readWhere(search.where) : null;
  const tests = where ? testsOf(where).length : 0;
  const put = (next: Where | null) => onSearch({ ...search, where: next ? writeWhere(next) : undefined });

  const count = useCallback(
    async (next: Where | null, signal: AbortSignal) => (await fetchPage({ ...search, where: next ? writeWhere(next) : undefined, limit: 1, count: 'exact' }, signal)).total,
    [fetchPage, search],
  );

  return (
    <>
      {where && (
        <span className={css.chip}>
          <span>
            <button type="button" aria-haspopup="dialog" onClick={() => onBuild(true)}>
              <b>{tests === 1 ? <Sentence where={where} fields={fields} /> : t('filter.group', { count: tests })}</b>
              {tests > 1 && <span className="sr-only"><Sentence where={where} fields={fields} /></span>}
            </button>
          </span>
          <IconButton size="small" icon={X} label={t('filter.removeGroup')} onClick={() => put(null)} />
        </span>
      )}
      {building && fields.length > 0 && (
        <Suspense>
          <FilterBuilder
            fields={fields}
            where={where}
            count={count}
            scope={JSON.stringify(search)}
            onClose={() => onBuild(false)}
            onApply={(next) => {
              put(next);
              onBuild(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
