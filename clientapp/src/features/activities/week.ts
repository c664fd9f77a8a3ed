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
