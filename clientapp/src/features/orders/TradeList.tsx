import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import type { ColumnField } from '../../fields/field';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { useAllColumns } from '../../table/meta';
import { useListViews } from '../../table/useListViews';
import type { FetchPage } from '../../table/useRows';
import { ViewBar } from '../../table/ViewBar';
import type { ViewSearch } from '../../table/views';
import { EmptyState } from '../../ui/States';

type TradeListProps<R> = {
  entity: 'returns' | 'payments';
  columns: Column<R>[];
  fetchPage: FetchPage<R>;
  rowName: (row: R) => string;
  /** The order that a row opens, where it belongs to one. */
  orderOf: (row: R) => string | null | undefined;
};

/** A list of what comes back or comes in, with the views and the bulk work of every list. */
export function TradeList<R extends { id: string; customerId: string | null }>({ entity, columns, fetchPage, rowName, orderOf }: TradeListProps<R>) {
  const { t } = useTranslation('orders');
  const search = useSearch({ strict: false }) as ViewSearch;
  const navigate = useNavigate();
  const fields = useAllColumns(entity, columns);
  const builtIn = [{ id: 'all', label: t('view.all') }, { id: 'bin', label: t('view.bin'), deleted: 'only' as const }];
  const views = useListViews({ entity, builtIn, fields: columns as ColumnField<never>[], search, go: (next) => void navigate({ to: '.', search: next as never, replace: true }) });
  const { asked, onSearch, scoped, waiting } = views;
  const { view, listed } = views.shown;
  return (
    <Page title={t(`title.${entity}`)} fill views={<ViewBar label={t('view.label')} views={views} linkOf={(next) => ({ to: `/${entity}`, search: next as never })} />}>
      <DataTable
        id={entity}
        entity={entity}
        label={t(`title.${entity}`)}
        fields={fields}
        queryKey={[entity, 'list', view]}
        fetchPage={scoped(fetchPage)}
        search={listed}
        onSearch={onSearch}
        asked={asked}
        waiting={waiting}
        bulk={can('orders.write') ? { change: true, assign: false, delete: can('orders.delete') } : undefined}
        rowName={rowName}
        rowLink={(row) => (orderOf(row) ? { to: '/orders', search: { open: orderOf(row)! } } : { to: '/customers/$id', params: { id: row.customerId! } }) as never}
        empty={<EmptyState title={t(view === 'bin' ? 'binEmpty' : `${entity}.empty`)} hint={view === 'bin' ? undefined : t(`${entity}.emptyHint`)} />}
      />
    </Page>
  );
}
