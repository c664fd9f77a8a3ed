import { addDays } from '../../format/days';

export type Repeat = { how: 'none' | 'daily' | 'workdays' | 'weekly' | 'biweekly' | 'monthly' | 'quarterly' | 'monthlyWeekday' | 'monthEnd' | 'yearly' | 'custom'; rule: string; end: 'never' | 'until' | 'count'; until: string | null; count: number };

export const noRepeat: Repeat = { how: 'none', rule: '', end: 'never', until: null, count: 10 };
export const repeats = ['none', 'daily', 'workdays', 'weekly', 'biweekly', 'monthly', 'monthlyWeekday', 'monthEnd', 'quarterly', 'yearly', 'custom'] as const;

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
    quarterly: `FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=${Number(day.slice(8))}`,
    yearly: 'FREQ=YEARLY',
    custom: rule.trim(),
  };
  if (how === 'none' || how === 'custom') return days[how];
  return days[how] + (end === 'until' && until ? `;UNTIL=${until.replaceAll('-', '')}` : end === 'count' ? `;COUNT=${count}` : '');
}

const hows = ['daily', 'workdays', 'weekly', 'biweekly', 'monthly', 'monthlyWeekday', 'monthEnd', 'quarterly', 'yearly'] as const;

/** What was chosen for a rule, so that it can be chosen anew; what nobody could have chosen is a rule of one's own. */
export function repeatOf(rule: string, day: string): Repeat {
  const parts = rule.split(';');
  const part = (name: string) => parts.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const [until, count] = [part('UNTIL'), part('COUNT')];
  const end: Partial<Repeat> = until ? { end: 'until', until: `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}` } : count ? { end: 'count', count: Number(count) } : {};
  // A week may say its weekday and a month its date, or leave them to the first day; the order of the parts says nothing.
  const sorted = (text: string) => text.split(';').filter((one) => one && !/^(UNTIL|COUNT|INTERVAL=1$|WKST)/.test(one)).toSorted().join(';');
  const wanted = sorted(rule);
  const left = /BY(DAY|MONTHDAY)/.test(wanted) ? '' : wanted.includes('FREQ=WEEKLY') ? `;BYDAY=${weekdayOf(day)}` : wanted.includes('FREQ=MONTHLY') ? `;BYMONTHDAY=${Number(day.slice(8))}` : '';
  const withDay = sorted(rule + left);
  const how = hows.find((one) => [wanted, withDay].includes(sorted(ruleOf({ ...noRepeat, how: one }, day))));
  return how ? { ...noRepeat, ...end, how } : { ...noRepeat, how: 'custom', rule };
}

export const howOf = (rule: string, day: string) => repeatOf(rule, day).how;
