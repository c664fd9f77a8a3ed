import { addDays } from '../../format/days';
import { weekOf } from './week';

/** The first day of the month so many months later. */
export const monthFrom = (date: string, months: number) => new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1)).toISOString().slice(0, 10);

/** The whole weeks in which the month of a day lies. */
export function monthOf(date: string): string[] {
  const next = monthFrom(date, 1);
  const days: string[] = [];
  for (let monday = weekOf(monthFrom(date, 0))[0]!; monday < next; monday = addDays(monday, 7)) days.push(...weekOf(monday));
  return days;
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
