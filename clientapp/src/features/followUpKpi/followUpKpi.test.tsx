import { beforeAll, expect, test } from 'vitest';
import { daysOf, followUpsWhere } from './followUpKpi.queries';
import { kpiSearch } from './kpiSearch';
import { startI18n } from '../../i18n/i18n';

beforeAll(() => startI18n('en'));

test('an address that nobody understands shows what is usual', () => {
  expect(kpiSearch({ days: '91', from: 'yesterday', by: 'colour', order: '8', late: 7 })).toEqual({});
  expect(kpiSearch({ days: '365', from: '2026-01-01', to: '2026-02-01', by: 'team', order: 60, late: '1' })).toEqual({ days: '365', from: '2026-01-01', to: '2026-02-01', by: 'team', order: '60', late: '1' });
});

test('days count from the last one back', () => {
  expect(daysOf({}, '2026-12-01')).toEqual({ from: '2026-09-03', to: '2026-12-01' });
  expect(daysOf({ days: '30' }, '2026-12-01')).toEqual({ from: '2026-11-02', to: '2026-12-01' });
  expect(daysOf({ from: '2026-01-01', to: '2026-01-31' }, '2026-12-01')).toEqual({ from: '2026-01-01', to: '2026-01-31' });
});

test('a mark leads to the list of everybody with moments as exact as they are and the rest as a condition', () => {
  const due = { and: [{ field: 'due', op: 'gte' as const, value: '2026-08-31T16:00:00.000Z' }, { field: 'due', op: 'lt' as const, value: '2026-10-30T07:33:27.394Z' }] };
  const link = followUpsWhere(due, { field: 'customer.tier', op: 'eq', value: 'vip' }, { or: [{ field: 'status', op: 'in', value: ['planned', 'missed'] }, { field: 'daysLate', op: 'gte', value: '7' }] });
  expect(link).toEqual({
    to: '/follow-ups',
    search: { view: 'all', who: 'all', filter: { due: { gte: '2026-08-31T16:00:00.000Z', lt: '2026-10-30T07:33:27.394Z' } }, where: 'all(customer.tier~is~vip*any(status~is~planned~missed*daysLate~gte~7))' },
  });
});
