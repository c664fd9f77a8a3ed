import type { ReactNode } from 'react';
import type { ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { FilterBar } from './FilterBar';
import { SearchBox } from './SearchBox';
import css from './table.module.css';
import type { FetchPage } from './useRows';

type ListToolsProps<Row> = {
  fields: ColumnField<Row>[];
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  entity?: string | undefined;
  fetchPage: FetchPage<Row>;
  searchable?: boolean | undefined;
  children?: ReactNode;
};

/** What narrows a list, the same above rows, cards and a calendar. */
export function ListTools<Row>({ search, onSearch, searchable = true, children, ...filter }: ListToolsProps<Row>) {
  return (
    <div className={css.tools}>
      {searchable && <SearchBox value={search.q ?? ''} onChange={(q) => onSearch({ ...search, q: q || undefined })} />}
      <FilterBar {...filter} search={search} onSearch={onSearch} />
      <div className={css.ends}>{children}</div>
    </div>
  );
}
