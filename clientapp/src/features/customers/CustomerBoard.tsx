import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Board } from '../../board/Board';
import { CardFields } from '../../board/CardFields';
import type { ListQuery, ListSearch } from '../../api/list';
import { useOptions } from '../../fields/options';
import { FieldDisplay } from '../../fields/registry';
import type { Column } from '../../table/columns';
import { valuesOf } from '../../table/filters';
import { figureOf, groupsQuery } from '../../table/groups';
import type { FetchPage } from '../../table/useRows';
import { Skeleton } from '../../ui/States';
import type { CustomerRow } from './customers.queries';

type CustomerBoardProps = {
  fields: Column<CustomerRow>[];
  search: ListSearch;
  /** All that narrows the list, for what the columns come to. */
  asked: ListQuery;
  fetchPage: FetchPage<CustomerRow>;
  queryKey: QueryKey;
  onEdit: ((row: CustomerRow, changes: Partial<CustomerRow>) => Promise<object>) | undefined;
};

/** Customers in the columns of their status; a filter on the status chooses columns. */
export default function CustomerBoard({ fields, search, asked, fetchPage, queryKey, onEdit }: CustomerBoardProps) {
  const { t } = useTranslation(['customers', 'board']);
  const status = fields.find((field) => field.key === 'status')!;
  const options = useOptions(status);
  const { status: chosen, ...filter } = search.filter ?? {};

  const values = useMemo(() => {
    const all = options.filter((option) => !option.disabled).map(({ value, label }) => ({ value, name: label, label: <FieldDisplay field={status} value={value} text={label} /> }));
    const wanted = valuesOf(chosen);
    if (wanted.length > 0) return all.filter(({ value }) => wanted.includes(value));
    return [...all, { value: '', name: t('board:noValue'), label: t('board:noValue') }];
  }, [options, chosen, status, t]);

  const { data: groups } = useQuery({ ...groupsQuery('customers', asked, { by: 'status', sum: ['annualRevenue'] }), queryKey: [...queryKey, 'totals', asked], placeholderData: keepPreviousData });
  const totals = useMemo(
    () =>
      groups &&
      Object.fromEntries(
        values.map(({ value }) => {
          const group = groups.data.find(({ key }) => (key ?? '') === value);
          const sums = figureOf(group?.sums['annualRevenue']);
          return [value, { count: group?.count ?? 0, sums: Array.isArray(sums) ? sums : [] }];
        }),
      ),
    [groups, values],
  );

  if (options.length === 0) return <Skeleton height={400} />;
  return (
    <Board
      id="customers"
      label={t('title')}
      values={values}
      totals={totals}
      queryKey={queryKey}
      fetchColumn={(value) => (query, signal) => fetchPage({ ...query, filter: { ...query.filter, status: value ? { eq: value } : { isEmpty: 'true' } } }, signal)}
      search={{ ...search, filter }}
      name={(row) => row.name}
      link={(row) => ({ to: '/customers/$id', params: { id: row.id } })}
      card={(row) => <CardFields fields={fields.filter(({ key }) => key !== 'status')} row={row} />}
      onMove={onEdit && ((row, value) => onEdit(row, { status: value || null }))}
    />
  );
}
