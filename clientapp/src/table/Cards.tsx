import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { isEmpty } from '../fields/registry';
import { Skeleton } from '../ui/States';
import { CellContent, RowName } from './Cell';
import { cardFields, shownFields } from './columns';
import type { GridProps } from './Grid';
import css from './table.module.css';

const mostFields = 4;

/** A list's rows on a phone. */
export function Cards<Row extends { id: string }>({ label, fields, columns, rows, loading, stale, hasMore, onMore, rowName, rowLink }: GridProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: loading ? 8 : rows.length, getScrollElement: () => scroller.current, estimateSize: () => 84, overscan: 6 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 10) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const shown = shownFields(fields, columns).slice(1);
  const visible = cardFields(shown.filter((field) => !field.control));
  const controls = shown.filter((field) => field.control);
  return (
    <div ref={scroller} className={css.cards}>
      <div role="list" aria-label={label} aria-busy={loading || stale} className={stale ? css.stale : undefined} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            <div key={row?.id ?? index} ref={virtual.measureElement} data-index={index} role="listitem" aria-setsize={hasMore ? -1 : rows.length} aria-posinset={index + 1} className={css.card} style={{ transform: `translateY(${start}px)` }}>
              {row ? (
                <>
                  <div className={css.cardHead}>
                    <RowName name={rowName(row)} link={rowLink(row)} />
                    {controls.map((field) => <CellContent key={field.key} field={field} row={row} />)}
                  </div>
                  <dl>
                    {visible.filter((field) => field.card === 'always' || !isEmpty(field.value(row))).slice(0, mostFields).map((field) => (
                      <div key={field.key}>
                        <dt>{field.label}</dt>
                        <dd><CellContent field={field} row={row} /></dd>
                      </div>
                    ))}
                  </dl>
                </>
              ) : (
                <Skeleton width="60%" height={40} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
