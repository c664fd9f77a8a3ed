import { describe, expect, test } from 'vitest';
import { createFormatter } from '../../format/format';
import { followUpScopes, followUpSearch, within } from './followUpViews';
import { layOut, monthFrom, monthOf } from './arrange';
import { dueOnDay, weekOf } from './week';

const now = () => new Date('2026-11-21T18:00:00Z'); // Sunday 02:00 in Shanghai
const shanghai = createFormatter('zh-CN', 'Asia/Shanghai', now);
const berlin = createFormatter('en', 'Europe/Berlin', now);

test('a week begins on Monday, for a Sunday too', () => {
  expect(weekOf('2026-11-22')).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']);
  expect(weekOf('2026-11-16')[0]).toBe('2026-11-16');
});

test('a month is shown in whole weeks, over the end of a year too', () => {
  expect([monthOf('2026-11-22')[0], monthOf('2026-11-22').at(-1)]).toEqual(['2026-10-26', '2026-12-06']);
  expect(monthOf('2027-02-10').map((day) => day.slice(8))).toEqual(Array.from({ length: 28 }, (_, index) => String(index + 1).padStart(2, '0')));
  expect([monthFrom('2026-12-31', 1), monthFrom('2026-01-31', -1), monthFrom('2026-03-31', 0)]).toEqual(['2027-01-01', '2025-12-01', '2026-03-01']);
});

describe('moving to another day', () => {
  test('keeps the time on the user’s clock when the clocks change in between', () => {
    const row = { dueOn: null, dueAt: '2026-10-24T07:00:00Z' }; // 09:00 in Berlin, summer time
    expect(dueOnDay(row, '2026-10-26', berlin)).toEqual({ dueOn: null, dueAt: '2026-10-26T08:00:00.000Z' });
  });

  test('keeps a whole day a whole day', () => {
    expect(dueOnDay({ dueOn: '2026-11-16', dueAt: null }, '2026-11-18', shanghai)).toEqual({ dueOn: '2026-11-18', dueAt: null });
  });
});

test('items that would cover each other stand side by side, others take the whole width', () => {
  const placed = layOut([600, 610, 625, 640, 700], (minute) => minute);
  expect(placed.map(({ minute, column, columns }) => [minute, column, columns])).toEqual([[600, 0, 3], [610, 1, 3], [625, 2, 3], [640, 0, 3], [700, 0, 1]]);
});

describe('views', () => {
  test('mine and to do, unless the address says otherwise', () => {
    expect(followUpScopes(undefined, shanghai).open.filter).toEqual({ ownerId: { eq: 'me' }, status: { eq: 'planned' } });
    expect(followUpScopes('all', shanghai).all.filter).toEqual({});
  });

  test('today is the day on the user’s clock', () => {
    expect(followUpScopes(undefined, shanghai).today.filter!['due']).toEqual({ gte: '2026-11-21T16:00:00.000Z', lt: '2026-11-22T16:00:00.000Z' });
  });

  test('a calendar shows no more than both the week and the view allow', () => {
    const range = { from: '2026-11-15T16:00:00.000Z', to: '2026-11-22T16:00:00.000Z' };
    expect(within(range, followUpScopes(undefined, shanghai).today.filter)['due']).toEqual({ gte: '2026-11-21T16:00:00.000Z', lt: '2026-11-22T16:00:00.000Z' });
    expect(within(range)['due']).toEqual({ gte: range.from, lt: range.to });
  });

  test('an address keeps what is understood and drops the rest', () => {
    const search = { view: 'overdue', who: 'everyone', as: 'calendar', week: '2026-13-99', filter: { channel: { in: 'call,visit' } } };
    expect(followUpSearch(search)).toEqual({ view: 'overdue', as: 'calendar', filter: { channel: { in: 'call,visit' } } });
  });
});
