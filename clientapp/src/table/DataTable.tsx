import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useNavigate, type LinkProps } from '@tanstack/react-router';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { Download, FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BulkTarget } from '../bulk/bulk.queries';
import type { ListQuery, ListSearch, Page } from '../api/list';
import { can } from '../api/session';
import { kindOf } from '../fields/registry';
import { useFormat } from '../format/useFormat';
import { Button, IconButton } from '../ui/Button';
import { EmptyState, ErrorState } from '../ui/States';
import { toast } from '../ui/toast';
import { useNarrow } from '../ui/useNarrow';
import { withTexts } from '../i18n/i18n';
import { shownFields, type Column } from './columns';
import { Grid } from './Grid';
import { columnsToSave, saveForHouse } from './listSettings';
import { ListTools } from './ListTools';
import css from './table.module.css';
import { useCellEdit } from './useCellEdit';
import { useColumns } from './useColumns';
import { useRows, useTotal, type FetchPage } from './useRows';

// Phones only, and a button that is not needed before the rows: neither weighs on the first load.
const Cards = lazy(() => import('./Cards').then((file) => ({ default: file.Cards }))) as typeof import('./Cards').Cards;
const ColumnChooser = lazy(() => withTexts(import('./ColumnChooser'), 'lists').then((file) => ({ default: file.ColumnChooser }))) as typeof import('./ColumnChooser').ColumnChooser;

const BulkBar = lazy(() => withTexts(import('../bulk/BulkBar'), 'bulk', 'jobs')) as typeof import('../bulk/BulkBar').default;
const Footings = lazy(() => withTexts(import('./Footings'), 'lists')) as typeof import('./Footings').default;
const ExportDialog = lazy(() => withTexts(import('../bulk/ExportDialog'), 'bulk'));

/** The chosen rows, or everything that the list's filter finds. */
export type Selection<Row> = {
  rows: Row[];
  everything: boolean;
  /** More than these rows match; null while nobody has counted how many. */
  more: boolean;
  total: Page<Row>['total'] | null;
  counting: boolean;
  chooseEverything: () => void;
  clear: () => void;
};

type BulkRights = { change: boolean; assign: boolean; delete: boolean };

export type DataTableProps<Row extends { id: string }> = {
  /** Names the user's column settings. */
  id: string;
  /** The kind of record, as in the API's address: with it the list can be narrowed by conditions of groups. */
  entity?: string;
  label: string;
  /** The columns; the first names the row and is frozen. Keep the array stable (`useMemo`). */
  fields: Column<Row>[];
  queryKey: QueryKey;
  fetchPage: FetchPage<Row>;
  /** The list's state, which is the URL's: `Route.useSearch()` and `navigate({ search })`. */
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  rowName: (row: Row) => string;
  rowLink: (row: Row) => LinkProps;
  /** All that narrows the list, where a view adds something unseen. */
  asked?: ListQuery;
  /** What the list is to show has not come yet. */
  waiting?: boolean;
  /** What may be done with many rows at once; without it rows cannot be selected. */
  bulk?: BulkRights | undefined;
  /** Other things to do with the chosen rows, in place of those of `bulk`. */
  chosenBar?: ((rows: Row[], clear: () => void) => ReactNode) | undefined;
  /** The list is not to be taken out as a file. */
  keptIn?: boolean;
  /** Writes one changed member and brings the record back; without it cells are read only. Rejects with the ApiProblem of the refusal. */
  onEdit?: ((row: Row, changes: Partial<Row>) => Promise<object>) | undefined;
  /** What to show when there is nothing at all, with the first action. */
  empty?: ReactNode;
  /** Whether it can be searched by text. */
  searchable?: boolean;
  /** More tools beside search and filters. */
  tools?: ReactNode;
};

export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>) {
  const { id, entity, label, fields, queryKey, fetchPage, search, onSearch, asked = search, bulk, chosenBar, keptIn = false, waiting = false, onEdit, empty, tools } = props;
  const { t } = useTranslation('common');
  const format = useFormat();
  const narrow = useNarrow();
  const { columns, change: changeColumns, reset, house } = useColumns(id, fields, entity);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [working, setWorking] = useState(false);
  const [exporting, setExporting] = useState<BulkTarget | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [everythingOf, setEverythingOf] = useState<string | null>(null);

  const { rows, isPending, isPlaceholderData, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useRows(queryKey, search, fetchPage, !waiting);
  const { total, counting, count } = useTotal(queryKey, search, fetchPage);

  const saveCell = useCellEdit(queryKey, onEdit);
  // Everything of one filter is not everything of another.
  const shownNow = JSON.stringify([queryKey, search.q, search.filter, search.where]);
  const everything = everythingOf === shownNow;
  const selected = useMemo(() => (everything ? new Set(rows.map((row) => row.id)) : picked), [everything, rows, picked]);
  const select = (ids: ReadonlySet<string>) => {
    setPicked(ids);
    setEverythingOf(null);
  };
  const chosen = rows.filter((row) => selected.has(row.id));
  const filtered = Boolean(search.q || search.filter || search.where);
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };

  const body = () => {
    if (error && rows.length === 0) return <ErrorState error={error} onRetry={() => void refetch()} />;
    if (!isPending && rows.length === 0)
      return filtered ? (
        <EmptyState
          title={t('table.noResult')}
          hint={t('table.noResultHint')}
          action={<Button onClick={() => onSearch({ ...search, q: undefined, filter: undefined, where: undefined })}>{t('table.clearFilters')}</Button>}
        />
      ) : (
        (empty ?? <EmptyState title={t('table.empty')} />)
      );
    const shared = { ...props, rows, columns, loading: isPending, stale: isPlaceholderData, hasMore: hasNextPage, onMore: more };
    if (narrow)
      return (
        <Suspense>
          <Cards {...shared} />
        </Suspense>
      );
    return <Grid {...shared} onColumns={changeColumns} selected={selected} onSelected={bulk || chosenBar ? select : undefined} saveCell={saveCell} footer={entity && fields.some((field) => kindOf(field.type).align === 'end') ? (layout) => <Footings entity={entity} query={asked} columns={columns} onColumns={changeColumns} layout={layout} /> : undefined} />;
  };

  return (
    <div className={css.table}>
      <ListTools {...{ entity, fields, search, onSearch, fetchPage }} searchable={props.searchable}>
        {tools}
        {entity && onEdit && can('imports.create') && <IconButton icon={FileUp} label={t('table.import')} onClick={() => void navigate({ to: '/imports', search: { entity } } as never)} />}
        {entity && !keptIn && !narrow && can('exports.create') && <IconButton icon={Download} label={t('table.export')} onClick={() => setExporting({ query: asked })} />}
        <span>{!narrow && <Suspense><ColumnChooser fields={fields} state={columns} onChange={changeColumns} onReset={reset} onShare={entity && can('settings.manage') ? () => void saveForHouse(entity, { ...house, ...columnsToSave(columns) }).then(() => toast(t('table.columnsShared'))) : undefined} /></Suspense>}</span>
      </ListTools>
      {body()}
      {chosenBar && chosen.length > 0 && (
        <div className={css.selection} role="region" aria-label={label}>
          <b role="status">{t('table.selected', { count: chosen.length })}</b>
          {chosenBar(chosen, () => select(new Set()))}
        </div>
      )}
      {entity && bulk && (chosen.length > 0 || working) && (
        <div className={css.selection} role="region" aria-label={label}>
          <Suspense fallback={<b>{t('table.selected', { count: chosen.length })}</b>}>
            <BulkBar
              entity={entity}
              fields={fields}
              query={asked}
              may={bulk}
              onWorking={setWorking}
              onDone={() => void client.invalidateQueries()}
              onExport={setExporting}
              selection={{
                rows: chosen,
                everything,
                more: hasNextPage,
                total: total ?? null,
                counting,
                chooseEverything: () => {
                  count();
                  setEverythingOf(shownNow);
                },
                clear: () => select(new Set()),
              }}
            />
          </Suspense>
        </div>
      )}
      {entity && exporting && (
        <Suspense>
          <ExportDialog entity={entity} label={label} target={exporting} columns={shownFields(fields, columns)} onClose={() => setExporting(null)} />
        </Suspense>
      )}
      <footer className={css.foot}>
        <span role="status">{isPending ? t('state.loading') : isFetchingNextPage ? t('table.loadingMore') : t('table.loaded', { count: rows.length })}</span>
        {total ? (
          <span>{t(total.relation === 'gte' ? 'table.totalMore' : 'table.total', { count: total.value, value: format.number(total.value) })}</span>
        ) : (
          hasNextPage && <Button size="small" variant="ghost" busy={counting} onClick={count}>{t('table.count')}</Button>
        )}
      </footer>
    </div>
  );
}
