import { addDays } from '../../format/days';
import type { Formatter } from '../../format/format';
import type { Due, FollowUpRow } from './followUps.queries';

/** The seven days of the week around a day, Monday first. */
export function weekOf(date: string): string[] {
  const sinceMonday = (new Date(date).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => addDays(date, index - sinceMonday));
}

export const dayOfDue = (row: Pick<FollowUpRow, 'dueOn' | 'dueAt'>, format: Formatter) => row.dueOn ?? format.dayOf(row.dueAt!);

/** To another day; a time of day is kept. */
export function dueOnDay(row: Pick<FollowUpRow, 'dueOn' | 'dueAt'>, date: string, format: Formatter): Due {
  if (!row.dueAt) return { dueOn: date, dueAt: null };
  return { dueOn: null, dueAt: format.atMinute(date, format.minuteOf(row.dueAt)) };
}

/** An item on the time grid takes half an hour, so that its name can be read. */
export const itemMinutes = 30;

export type Placed<T> = { item: T; minute: number; column: number; columns: number };

/** Items side by side where they would cover each other. */
export function layOut<T>(items: T[], minuteOf: (item: T) => number): Placed<T>[] {
  const sorted = items.map((item) => ({ item, minute: Math.min(minuteOf(item), 24 * 60 - itemMinutes) })).toSorted((a, b) => a.minute - b.minute);
  const placed: Placed<T>[] = [];
  let cluster: Placed<T>[] = [];
  let ends: number[] = [];

  const close = () => {
    for (const one of cluster) one.columns = ends.length;
    placed.push(...cluster);
    [cluster, ends] = [[], []];
  };

  for (const { item, minute } of sorted) {
    if (cluster.length > 0 && ends.every((end) => end <= minute)) close();
    const free = ends.findIndex((end) => end <= minute);
    const column = free < 0 ? ends.length : free;
    ends[column] = minute + itemMinutes;
    cluster.push({ item, minute, column, columns: 1 });
  }
  close();
  return placed;
}
