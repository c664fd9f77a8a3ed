import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery, ListSearch } from '../api/list';
import { changesOf } from '../fields/added';
import { useOptions } from '../fields/options';
import { FieldDisplay } from '../fields/registry';
import type { Column } from '../table/columns';
import { valuesOf } from '../table/filters';
import { figureOf, groupsQuery } from '../table/groups';
import { ListTools } from '../table/ListTools';
import type { FetchPage } from '../table/useRows';
import { Select } from '../ui/Inputs';
import { Skeleton } from '../ui/States';
import { Board } from './Board';
import css from './board.module.css';
import { groupable } from './groupable';
import { CardFields } from './CardFields';

type RecordBoardProps<Row extends { id: string }> = {
  /** The kind of record, as in the API's address. */
  entity: string;
  label: string;
  fields: Column<Row>[];
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  /** All that narrows the list, for what the columns come to. */
  asked: ListQuery;
  fetchPage: FetchPage<Row>;
  queryKey: QueryKey;
  /** The field whose values are the columns. */
  by: string;
  onBy: (by: string) => void;
  /** The amount that each column is added up by. */
  sum?: string;
  name: (row: Row) => string;
  link: (row: Row) => LinkProps;
  onEdit: ((row: Row, changes: Partial<Row>) => Promise<object>) | undefined;
  tools?: ReactNode;
};

/** Records in the columns of one of their fields; a filter on the field chooses columns. */
export default function RecordBoard<Row extends { id: string }>({ entity, label, fields, search, onSearch, asked, fetchPage, queryKey, by, onBy, sum, name, link, onEdit, tools }: RecordBoardProps<Row>) {
  const { t } = useTranslation('board');
  const choices = groupable(fields);
  const field = choices.find(({ key }) => key === by) ?? choices[0]!;
  const { key } = field;
  const options = useOptions(field);
  const { [key]: chosen, ...filter } = search.filter ?? {};

  const values = useMemo(() => {
    const all = options.filter((option) => !option.disabled).map(({ value, label }) => ({ value, name: label, label: <FieldDisplay field={field} value={value} text={label} /> }));
    const wanted = valuesOf(chosen);
    if (wanted.length > 0) return all.filter(({ value }) => wanted.includes(value));
    return [...all, { value: '', name: t('noValue'), label: t('noValue') }];
  }, [options, chosen, field, t]);

  const { data: groups } = useQuery({ ...groupsQuery(entity, asked, { by: key, ...(sum && { sum: [sum] }) }), queryKey: [...queryKey, 'totals', key, asked], placeholderData: keepPreviousData });
  const totals = useMemo(
    () =>
      groups &&
      Object.fromEntries(
        values.map(({ value }) => {
          const group = groups.data.find((one) => (one.key ?? '') === value);
          const sums = figureOf(sum && group?.sums[sum]);
          return [value, { count: group?.count ?? 0, sums: Array.isArray(sums) ? sums : [] }];
        }),
      ),
    [groups, values, sum],
  );

  return (
    <>
      <ListTools {...{ entity, fields, search, onSearch, fetchPage }}>
        {choices.length > 1 && <Select className={css.by} aria-label={t('by')} value={key} options={choices.map((choice) => ({ value: choice.key, label: t('byField', { field: choice.label }) }))} onChange={(event) => onBy(event.target.value)} />}
        {tools}
      </ListTools>
      {options.length === 0 ? (
        <Skeleton height={400} />
      ) : (
        <Board
          key={key}
          id={key === 'status' ? entity : `${entity}.${key}`}
          label={label}
          values={values}
          totals={totals}
          queryKey={[...queryKey, key]}
          fetchColumn={(value) => (query, signal) => fetchPage({ ...query, filter: { ...query.filter, [key]: value ? { eq: value } : { isEmpty: 'true' } } }, signal)}
          search={{ ...search, filter }}
          name={name}
          link={link}
          card={(row) => <CardFields fields={fields.filter((one) => one.key !== key)} row={row} />}
          onMove={onEdit && field.editable ? (row, value) => onEdit(row, changesOf(key, value || null) as Partial<Row>) : undefined}
        />
      )}
    </>
  );
}
