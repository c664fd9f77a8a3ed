import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../fields/registry';
import { classes } from '../ui/Button';
import { Skeleton } from '../ui/States';
import { isTyping } from '../ui/keys';
import { CellContent, RowName } from './Cell';
import { densities, shownFields, withWidth, type ColumnState } from './columns';
import type { DataTableProps } from './DataTable';
import { HeadCell } from './HeadCell';
import css from './table.module.css';

export type GridProps<Row extends { id: string }> = DataTableProps<Row> & {
  rows: Row[];
  columns: ColumnState;
  loading: boolean;
  stale: boolean;
  hasMore: boolean;
  onMore: () => void;
};

type Cell = { row: number; column: number };
type Selection = { saveCell: ((row: never, key: string, value: unknown) => Promise<void>) | undefined; onColumns: (state: ColumnState) => void; selected: ReadonlySet<string>; onSelected: ((ids: ReadonlySet<string>) => void) | undefined };

const CellEditor = lazy(() => import('./CellEditor')) as typeof import('./CellEditor').default;
const skeletonRows = 12;
const pickWidth = 40;

/** Rows in a grid with real roles: some dozen DOM rows for any number, one Tab stop, arrows within. */
export function Grid<Row extends { id: string }>(props: GridProps<Row> & Selection) {
  const { label, fields, rows, columns, onColumns, loading, stale, hasMore, onMore, search, onSearch, rowName, rowLink, selected, onSelected, saveCell } = props;
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Cell | null>(null);

  const shown = useMemo(() => shownFields(fields, columns), [fields, columns]);
  const widths = shown.map((field) => columns.widths[field.key] ?? field.width ?? kindOf(field.type).width);
  const template = [onSelected && `${pickWidth}px`, ...widths.map((width) => `${width}px`), 'minmax(0, 1fr)'].filter(Boolean).join(' ');
  const height = densities[columns.density];

  const virtual = useVirtualizer({ count: loading ? skeletonRows : rows.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 8, scrollPaddingStart: 36 });
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const open = (row: Row | undefined) => row && void navigate(rowLink(row) as never);
  const pick = (row: Row | undefined) => {
    if (!row || !onSelected) return;
    const next = new Set(selected);
    if (!next.delete(row.id)) next.add(row.id);
    onSelected(next);
  };
  const focus = (row: number, column: number) => {
    const to = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(shown.length - 1, column)) };
    setActive(to);
    virtual.scrollToIndex(to.row);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-cell="${to.row}:${to.column}"]`)?.focus());
  };

  const isEditable = (column: number) => Boolean(saveCell && shown[column]?.editable);
  const edit = (row: number, column: number) => isEditable(column) && rows[row] && setEditing({ row, column });
  const closeEditor = ({ row, column }: Cell, step?: 1 | -1) => {
    const editable = shown.map((_, index) => index).filter(isEditable);
    const next = step === 1 ? editable.find((index) => index > column) : step && editable.findLast((index) => index < column);
    setEditing(next === undefined ? null : { row, column: next });
    if (next === undefined) focus(row, column);
  };
  /** A click opens the row; in a cell that can be edited it only goes there, so that a double click can edit. */
  const onClick = (event: MouseEvent<HTMLElement>, row: Row | undefined) => {
    const target = event.target as HTMLElement;
    if (target.closest('a, button, input, select, [popover], [data-editing]')) return;
    const cell = target.closest<HTMLElement>('[data-editable]');
    if (cell) cell.focus();
    else open(row);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
    const { row, column } = active;
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(row + 1, column), j: () => focus(row + 1, column),
      ArrowUp: () => focus(row - 1, column), k: () => focus(row - 1, column),
      ArrowRight: () => focus(row, column + 1), ArrowLeft: () => focus(row, column - 1),
      PageDown: () => focus(row + page, column), PageUp: () => focus(row - page, column),
      Home: () => focus(row, 0), End: () => focus(row, shown.length - 1),
      F2: () => edit(row, column), e: () => edit(row, column),
      Enter: () => open(rows[row]), x: () => pick(rows[row]),
    };
    const move = moves[event.key] ?? moves[event.key.toLowerCase()];
    if (!move || !(event.target as HTMLElement).dataset.cell) return;
    event.preventDefault();
    move();
  };

  const allPicked = rows.length > 0 && rows.every((row) => selected.has(row.id));
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore || loading ? -1 : rows.length + 1}
      aria-colcount={shown.length + (onSelected ? 1 : 0)}
      aria-multiselectable={onSelected ? true : undefined}
      aria-busy={loading || stale}
      tabIndex={-1}
      className={css.grid}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={classes(css.row, css.head)} style={{ gridTemplateColumns: template }}>
        {onSelected && (
          <div role="columnheader" className={classes(css.cell, css.pick, css.frozen)}>
            <input type="checkbox" aria-label={t('table.selectAll')} checked={allPicked} onChange={() => onSelected(new Set(allPicked ? [] : rows.map((row) => row.id)))} />
          </div>
        )}
        {shown.map((field, index) => (
          <HeadCell
            key={field.key}
            field={field}
            width={widths[index]!}
            onWidth={(width) => onColumns(withWidth(columns, field.key, width))}
            search={search}
            onSearch={onSearch}
            className={index === 0 ? classes(css.first, css.frozen) : undefined}
            style={index === 0 && !onSelected ? { left: 0 } : undefined}
          />
        ))}
      </div>
      <div role="rowgroup" className={classes(css.body, stale && css.stale)} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            <div
              key={row?.id ?? index}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={onSelected && row ? selected.has(row.id) : undefined}
              className={css.row}
              style={{ gridTemplateColumns: template, height, transform: `translateY(${start}px)` }}
              onClick={(event) => onClick(event, row)}
            >
              {onSelected && (
                <div role="gridcell" className={classes(css.cell, css.pick, css.frozen)}>
                  {row && <input type="checkbox" tabIndex={-1} aria-label={t('table.selectRow', { name: rowName(row) })} checked={selected.has(row.id)} onChange={() => pick(row)} />}
                </div>
              )}
              {shown.map((field, column) => (
                <div
                  key={field.key}
                  role="gridcell"
                  data-cell={`${index}:${column}`}
                  data-editable={isEditable(column) || undefined}
                  data-editing={(editing?.row === index && editing.column === column) || undefined}
                  onDoubleClick={() => edit(index, column)}
                  tabIndex={index === active.row && column === active.column && !editing ? 0 : -1}
                  className={classes(css.cell, kindOf(field.type).align === 'end' && css.end, column === 0 && css.first, column === 0 && css.frozen)}
                  style={column === 0 && !onSelected ? { left: 0 } : undefined}
                  onFocus={() => setActive({ row: index, column })}
                >
                  {row && editing?.row === index && editing.column === column && (
                    <Suspense>
                      <CellEditor field={field} row={row} onSave={(value) => saveCell!(row as never, field.key, value)} onClose={(step) => closeEditor(editing, step)} />
                    </Suspense>
                  )}
                  <div className={css.content}>
                    {!row ? <Skeleton width={column === 0 ? 140 : 64} /> : column === 0 && !field.render ? <RowName name={rowName(row)} link={rowLink(row)} tabIndex={-1} /> : <CellContent field={field} row={row} />}
                  </div>
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
