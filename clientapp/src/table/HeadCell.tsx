import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../api/list';
import type { ColumnField } from '../fields/field';
import { kindOf } from '../fields/registry';
import { classes } from '../ui/Button';
import { nextSort, parseSort } from './columns';
import css from './table.module.css';

type HeadCellProps<Row> = {
  field: ColumnField<Row>;
  width: number;
  /** `null`: the width it came with. */
  onWidth: (width: number | null) => void;
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  className?: string;
  style?: CSSProperties;
};

export function HeadCell<Row>({ field, width, onWidth, search, onSearch, className, style }: HeadCellProps<Row>) {
  const { t } = useTranslation('common');
  const kind = kindOf(field.type);
  const Icon = field.icon ?? kind.icon;
  const sort = parseSort(search.sort).find((part) => part.key === field.key);
  const label = (
    <>
      <Icon size={14} aria-hidden />
      <span className="truncate">{field.label}</span>
    </>
  );

  const [drag, setDrag] = useState<{ from: number; width: number } | null>(null);
  const resizeByKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 16, ArrowLeft: -16 }[event.key];
    if (!step) return;
    event.preventDefault();
    onWidth(width + step);
  };
  /** The pointer is captured, so that the drag goes on wherever it moves. */
  const grip = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: event.clientX, width });
  };

  return (
    <div
      role="columnheader"
      aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : field.sortable ? 'none' : undefined}
      className={classes(css.cell, kind.align === 'end' && css.end, className)}
      style={style}
      title={field.label}
    >
      {field.sortable ? (
        <button type="button" className={css.sort} onClick={() => onSearch({ ...search, sort: nextSort(search.sort, field.key) })}>
          {label}
          {sort && (sort.descending ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />)}
        </button>
      ) : (
        label
      )}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t('table.resize', { column: field.label })}
        aria-valuenow={width}
        tabIndex={-1}
        className={css.resizer}
        onPointerDown={grip}
        onPointerMove={(event) => drag && onWidth(drag.width + event.clientX - drag.from)}
        onLostPointerCapture={() => setDrag(null)}
        onDoubleClick={() => onWidth(null)}
        onKeyDown={resizeByKey}
      />
    </div>
  );
}
