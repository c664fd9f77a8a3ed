import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { moved } from './order';

type RowOrder<T> = {
  items: T[];
  keyOf: (item: T) => string;
  /** What is said where an item stands now. */
  say: (item: T, position: number, count: number) => string;
  /** Keeps an order; called once a move has ended. */
  onSettle: (next: T[], key: string) => void;
  /** While an order is being kept no other begins. */
  busy?: boolean;
};

/** Rows in an order that their handles change, by arrow keys or by dragging. Each row has its key as `data-key`. */
export function useRowOrder<T, E extends HTMLElement = HTMLTableSectionElement>({ items: given, keyOf, say, onSettle, busy = false }: RowOrder<T>) {
  const rows = useRef<E>(null);
  const [order, setOrder] = useState<T[] | null>(null);
  const [spoken, setSpoken] = useState('');
  const items = order ?? given;

  const place = (item: T, to: number) => {
    const from = items.indexOf(item);
    const target = Math.max(0, Math.min(items.length - 1, to));
    if (from === target) return items;
    const next = moved(items, from, target);
    setOrder(next);
    setSpoken(say(item, target + 1, items.length));
    return next;
  };

  const handle = (item: T, index: number) => ({
    onKeyDown: (event: KeyboardEvent) => {
      const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: items.length - 1 }[event.key];
      if (to === undefined || busy) return;
      event.preventDefault();
      onSettle(place(item, to), keyOf(item));
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || busy) return;
      // On the document, because a row that moves in the table would lose a captured pointer.
      let next = items;
      const listening = new AbortController();
      const move = ({ clientY }: globalThis.PointerEvent) => {
        const rest = [...rows.current!.querySelectorAll<HTMLElement>('[data-key]')].filter((row) => row.dataset['key'] !== keyOf(item));
        const above = rest.filter((row) => row.getBoundingClientRect().top + row.offsetHeight / 2 < clientY).length;
        next = moved(items, items.indexOf(item), above);
        setOrder(next);
      };
      const drop = () => {
        listening.abort();
        onSettle(next, keyOf(item));
      };
      document.addEventListener('pointermove', move, listening);
      document.addEventListener('pointerup', drop, listening);
      document.addEventListener('pointercancel', drop, listening);
    },
  });

  return { items, rows, spoken, handle, settled: () => setOrder(null) };
}
