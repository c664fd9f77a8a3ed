import { addDays } from '../../format/days';

export type Repeat = { how: 'none' | 'daily' | 'workdays' | 'weekly' | 'biweekly' | 'monthly' | 'monthlyWeekday' | 'monthEnd' | 'yearly' | 'custom'; rule: string; end: 'never' | 'until' | 'count'; until: string | null; count: number };

export const noRepeat: Repeat = { how: 'none', rule: '', end: 'never', until: null, count: 10 };
export const repeats = ['none', 'daily', 'workdays', 'weekly', 'biweekly', 'monthly', 'monthlyWeekday', 'monthEnd', 'yearly', 'custom'] as const;

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
export const weekdayOf = (day: string) => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]!;

/** Which one of its weekday in the month a day is; the fifth is written as the last. */
export const placeOf = (day: string) => {
  const place = Math.ceil(Number(day.slice(8)) / 7);
  return place === 5 || addDays(day, 7).slice(5, 7) !== day.slice(5, 7) && place === 4 ? -1 : place;
};

/** The RRULE of RFC 5545 for what was chosen, from its first day on; empty when nothing comes again. */
export function ruleOf({ how, rule, end, until, count }: Repeat, day: string): string {
  const days: Record<Repeat['how'], string> = {
    none: '',
    daily: 'FREQ=DAILY',
    workdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    weekly: `FREQ=WEEKLY;BYDAY=${weekdayOf(day)}`,
    biweekly: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekdayOf(day)}`,
    monthly: `FREQ=MONTHLY;BYMONTHDAY=${Number(day.slice(8))}`,
    monthlyWeekday: `FREQ=MONTHLY;BYDAY=${placeOf(day)}${weekdayOf(day)}`,
    monthEnd: 'FREQ=MONTHLY;BYMONTHDAY=-1',
    yearly: 'FREQ=YEARLY',
    custom: rule.trim(),
  };
  if (how === 'none' || how === 'custom') return days[how];
  return days[how] + (end === 'until' && until ? `;UNTIL=${until.replaceAll('-', '')}` : end === 'count' ? `;COUNT=${count}` : '');
}
