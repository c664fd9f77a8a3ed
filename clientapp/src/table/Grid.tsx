import { useNavigate } from '@tanstack/react-router';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { Lock } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../fields/registry';
import { withTexts } from '../i18n/i18n';
import { classes } from '../ui/Button';
import { Skeleton } from '../ui/States';
import { isTyping } from '../ui/keys';
import { CellContent, RowName } from './Cell';
import { densities, shownFields, withWidth, type Column, type ColumnState } from './columns';
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
/** Which cell is edited, and the rows as they stood when that began: what comes in meanwhile must not move it. */
type Editing = { id: string; key: string; rows: readonly { id: string }[] };

type GridOnly<Row> = {
  saveCell: ((row: Row, field: Column<Row>, value: unknown) => Promise<Row>) | undefined;
  onColumns: (state: ColumnState) => void;
  selected: ReadonlySet<string>;
  onSelected: ((ids: ReadonlySet<string>) => void) | undefined;
  /** What stands under the rows, in the same columns. */
  footer: ((layout: GridLayout<Row>) => ReactNode) | undefined;
};

export type GridLayout<Row> = {
  shown: Column<Row>[];
  template: string;
  /** Width of the column of check boxes. */
  pick: number;
  frozen: (column: number) => { className: string; style: CSSProperties } | undefined;
};

const CellEditor = lazy(() => withTexts(import('./CellEditor'), 'lists')) as typeof import('./CellEditor').default;
const skeletonRows = 12;
const pickWidth = 40;

/** Rows in a grid with real roles: some dozen DOM rows for any number, one Tab stop, arrows within. */
export function Grid<Row extends { id: string }>(props: GridProps<Row> & GridOnly<Row>) {
  const { label, fields, columns, onColumns, loading, stale, hasMore, onMore, search, onSearch, rowName, rowLink, selected, onSelected, saveCell, footer } = props;
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Editing | null>(null);
  const [refused, setRefused] = useState<Cell | null>(null);
  const rows = useHeldRows(props.rows, editing);

  const shown = useMemo(() => shownFields(fields, columns), [fields, columns]);
  const widths = shown.map((field) => columns.widths[field.key] ?? field.width ?? kindOf(field.type).width);
  const pick = onSelected ? pickWidth : 0;
  const template = [onSelected && `${pickWidth}px`, ...widths.map((width) => `${width}px`), 'minmax(0, 1fr)'].filter(Boolean).join(' ');
  const height = densities[columns.density];
  const leftOf = (column: number) => widths.slice(0, column).reduce((sum, width) => sum + width, pick);
  /** Frozen columns stay at the left edge while the others move under them. */
  const frozen = (column: number) => (column < columns.frozen ? { className: classes(css.frozen, column === columns.frozen - 1 && css.edge), style: { left: leftOf(column) } } : undefined);

  const edited = editing ? rows.findIndex((row) => row.id === editing.id) : -1;
  /** The edited row is kept when it is scrolled away, or what was typed would be lost. */
  const range = useCallback((seen: Range) => (edited < 0 ? defaultRangeExtractor(seen) : [...new Set([...defaultRangeExtractor(seen), edited])].toSorted((one, other) => one - other)), [edited]);
  const virtual = useVirtualizer({ count: loading ? skeletonRows : rows.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 8, scrollPaddingStart: 36, scrollPaddingEnd: footer ? 36 : 0, rangeExtractor: range });
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const open = (row: Row | undefined) => row && void navigate(rowLink(row) as never);
  const toggle = (row: Row | undefined) => {
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

  const isEditable = (row: number, column: number) => Boolean(saveCell && shown[column]?.editable && rows[row] && !shown[column].lockedIn?.(rows[row]));
  /** Why a cell of a list that can be edited cannot be. */
  const lockOf = (row: number, column: number) => {
    const field = shown[column];
    if (!saveCell || !field || !rows[row] || column === 0 || field.control) return undefined;
    return isEditable(row, column) ? undefined : (field.lockedIn?.(rows[row]) ?? field.locked ?? t('table.locked'));
  };
  const edit = (row: number, column: number) => {
    if (isEditable(row, column)) setEditing({ id: rows[row]!.id, key: shown[column]!.key, rows });
    else if (lockOf(row, column)) setRefused({ row, column });
    else return false;
    return true;
  };
  /** Tab goes on to the next cell that can be edited, in the next row behind the last one. */
  const closeEditor = (cell: Cell, step?: 1 | -1) => {
    if (step) {
      const width = shown.length;
      for (let at = cell.row * width + cell.column + step; at >= 0 && at < rows.length * width; at += step) {
        const [row, column] = [Math.floor(at / width), at % width];
        if (!isEditable(row, column)) continue;
        setActive({ row, column });
        virtual.scrollToIndex(row);
        setEditing({ id: rows[row]!.id, key: shown[column]!.key, rows });
        return;
      }
    }
    setEditing(null);
    focus(cell.row, cell.column);
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
      F2: () => void edit(row, column), e: () => void edit(row, column),
      Enter: () => void (isEditable(row, column) ? edit(row, column) : open(rows[row])), x: () => toggle(rows[row]),
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
            {...frozen(index)}
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
                  {row && <input type="checkbox" tabIndex={-1} aria-label={t('table.selectRow', { name: rowName(row) })} checked={selected.has(row.id)} onChange={() => toggle(row)} />}
                </div>
              )}
              {shown.map((field, column) => {
                const edits = editing?.id === row?.id && editing?.key === field.key;
                const held = frozen(column);
                const lock = lockOf(index, column);
                return (
                <div
                  key={field.key}
                  role="gridcell"
                  data-cell={`${index}:${column}`}
                  data-editable={isEditable(index, column) || undefined}
                  data-editing={edits || undefined}
                  data-locked={lock && true}
                  onDoubleClick={() => edit(index, column)}
                  onBlur={() => setRefused(null)}
                  tabIndex={index === active.row && column === active.column && !editing ? 0 : -1}
                  className={classes(css.cell, kindOf(field.type).align === 'end' && css.end, held?.className)}
                  style={held?.style}
                  onFocus={() => setActive({ row: index, column })}
                >
                  {row && edits && (
                    <Suspense>
                      <CellEditor key={`${row.id} ${field.key}`} field={field} row={row} onSave={(value, seen) => saveCell!(seen, field, value)} onClose={(step) => closeEditor({ row: index, column }, step)} />
                    </Suspense>
                  )}
                  <div className={css.content}>
                    {!row ? <Skeleton width={column === 0 ? 140 : 64} /> : column === 0 && !field.render ? <RowName name={rowName(row)} link={rowLink(row)} tabIndex={-1} /> : <CellContent field={field} row={row} />}
                  </div>
                  {lock && <Lock size={12} aria-hidden className={css.lock} />}
                  {lock && refused?.row === index && refused.column === column && <div role="status" className={css.cellError}><Lock size={12} aria-hidden /> {lock}</div>}
                </div>
                );
              })}
            </div>
          );
        })}
      </div>
      {footer && rows.length > 0 && <Suspense>{footer({ shown, template, frozen, pick })}</Suspense>}
    </div>
  );
}

/** While a cell is edited the rows stay where they are; what they say is the newest. */
function useHeldRows<Row extends { id: string }>(rows: Row[], editing: Editing | null): Row[] {
  return useMemo(() => {
    if (!editing) return rows;
    const newest = new Map(rows.map((row) => [row.id, row]));
    return editing.rows.map((row) => newest.get(row.id) ?? (row as Row));
  }, [rows, editing]);
}
