import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';
import type { Formatter } from '../../format/format';
import type { Due, FollowUpRow } from './followUps.queries';
import { itemMinutes } from './arrange';

export const hourHeight = 48;
const step = 15;
const minDistance = 6;
const edge = 32;

export type Target = { day: string; minute: number | null };

type Drag = { row: FollowUpRow; target: Target | null };

/** Drags an item with mouse or pen to another day or time; Esc lets go. Fingers scroll: for them there is the menu. */
export function useWeekDrag(scroller: { current: HTMLElement | null }, format: Formatter, onDrop: (row: FollowUpRow, due: Due) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<() => void>(undefined);
  const justDropped = useRef(false);
  useEffect(() => () => stop.current?.(), []);

  const begin = (row: FollowUpRow) => (event: ReactPointerEvent<HTMLElement>) => {
    if (!row.can.update || event.button !== 0 || event.pointerType === 'touch') return;
    const start = { x: event.clientX, y: event.clientY };
    const grab = row.dueAt ? event.clientY - event.currentTarget.getBoundingClientRect().top : 0;
    let target: Target | null = null;
    let moving = false;

    const move = ({ clientX, clientY }: PointerEvent) => {
      moving ||= Math.hypot(clientX - start.x, clientY - start.y) >= minDistance;
      if (!moving) return;
      scrollNear(scroller.current, clientY);
      target = targetAt(clientX, clientY, grab);
      setDrag({ row, target });
    };
    const end = () => {
      stop.current?.();
      justDropped.current = moving;
      // The click that follows comes first; a later one is meant.
      setTimeout(() => (justDropped.current = false));
      if (target) onDrop(row, dueOf(target, format));
    };
    const escape = (key: KeyboardEvent) => key.key === 'Escape' && stop.current?.();

    stop.current = () => {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', end);
      document.removeEventListener('pointercancel', stop.current!);
      document.removeEventListener('keydown', escape);
      setDrag(null);
    };
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', end);
    document.addEventListener('pointercancel', stop.current);
    document.addEventListener('keydown', escape);
  };

  /** True for the click that ends a drag; it must not open anything. */
  const isDrop = () => justDropped.current;
  return { drag, begin, isDrop };
}

/** `goAlong(id)` before an item moves: it stands in another list afterwards, and the keyboard goes along. */
export function useGoAlong(scroller: { current: HTMLElement | null }, rows: FollowUpRow[]) {
  const moved = useRef<string>(undefined);
  useEffect(() => {
    if (moved.current) scroller.current?.querySelector<HTMLElement>(`[data-follow-up="${moved.current}"]`)?.focus({ preventScroll: true });
    moved.current = undefined;
  }, [scroller, rows]);
  return (id: string) => {
    moved.current = id;
  };
}

/** The minute of the day at a height of the time grid. */
export const minuteAt = (top: number, snap = step) => Math.max(0, Math.min(24 * 60 - itemMinutes, Math.round((top / hourHeight) * 60 / snap) * snap));

export const dueOf = ({ day, minute }: Target, format: Formatter): Due => (minute === null ? { dueOn: day, dueAt: null } : { dueOn: null, dueAt: format.atMinute(day, minute) });

function targetAt(x: number, y: number, grab: number): Target | null {
  const lane = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-day]');
  if (!lane) return null;
  const timed = lane.dataset['lane'] === 'time';
  return { day: lane.dataset['day']!, minute: timed ? minuteAt(y - grab - lane.getBoundingClientRect().top) : null };
}

function scrollNear(element: HTMLElement | null, y: number) {
  const box = element?.getBoundingClientRect();
  if (!element || !box) return;
  if (y > box.bottom - edge) element.scrollTop += 12;
  else if (y < box.top + edge * 4) element.scrollTop -= 12;
}
