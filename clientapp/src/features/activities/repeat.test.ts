import { describe, expect, it } from 'vitest';
import { noRepeat, placeOf, repeatOf, ruleOf } from './repeat';

describe('what comes again', () => {
  it('is written as RRULE', () => {
    expect(ruleOf(noRepeat, '2026-12-04')).toBe('');
    expect(ruleOf({ ...noRepeat, how: 'weekly', end: 'count', count: 6 }, '2026-12-04')).toBe('FREQ=WEEKLY;BYDAY=FR;COUNT=6');
    expect(ruleOf({ ...noRepeat, how: 'monthlyWeekday', end: 'until', until: '2027-06-30' }, '2026-12-04')).toBe('FREQ=MONTHLY;BYDAY=1FR;UNTIL=20270630');
    expect(ruleOf({ ...noRepeat, how: 'custom', rule: ' FREQ=YEARLY;BYMONTH=3 ' }, '2026-12-04')).toBe('FREQ=YEARLY;BYMONTH=3');
  });

  it('counts weekdays from the end of the month where they are the last', () => {
    expect([placeOf('2026-12-04'), placeOf('2026-12-25'), placeOf('2026-12-31'), placeOf('2026-12-22')]).toEqual([1, -1, -1, 4]);
  });

  it('is read again as it was chosen', () => {
    for (const how of ['daily', 'workdays', 'weekly', 'biweekly', 'monthly', 'monthlyWeekday', 'monthEnd', 'quarterly', 'yearly'] as const) {
      const chosen = { ...noRepeat, how, end: 'until' as const, until: '2027-06-30' };
      expect(repeatOf(ruleOf(chosen, '2026-12-04'), '2026-12-04')).toEqual(chosen);
    }
    expect(repeatOf('FREQ=WEEKLY;COUNT=3', '2026-12-04')).toEqual({ ...noRepeat, how: 'weekly', end: 'count', count: 3 });
    expect(repeatOf('FREQ=MONTHLY', '2026-12-04')).toEqual({ ...noRepeat, how: 'monthly' });
    expect(repeatOf('FREQ=MONTHLY;INTERVAL=3', '2026-12-04')).toEqual({ ...noRepeat, how: 'quarterly' });
    expect(repeatOf('FREQ=YEARLY;BYMONTH=3', '2026-12-04')).toEqual({ ...noRepeat, how: 'custom', rule: 'FREQ=YEARLY;BYMONTH=3' });
  });
});
