import { beforeEach, expect, test } from 'vitest';
import { beginSession } from '../api/session';
import { anna } from '../test/render';
import { writeWhere, type Test, type Where } from './where';
import { filterOf } from './whereApi';

const is = (field: string, ...values: string[]): Test => ({ field, op: 'is', values });
const asked = (where: Where, filter = {}) => filterOf({ where: writeWhere(where), filter });

beforeEach(() => beginSession({ accessToken: 'token', expiresIn: 600, user: anna }));

test('chips and condition hold together, in one group', () => {
  expect(asked({ kind: 'all', items: [is('rating', '5'), { field: 'lastContactAt', op: 'olderThan', values: ['30'] }] }, { status: { in: 'active,lost' }, nextFollowUpAt: { isEmpty: 'true' } })).toEqual({
    and: [
      { field: 'status', op: 'in', value: ['active', 'lost'] },
      { field: 'nextFollowUpAt', op: 'isEmpty', value: true },
      { field: 'rating', op: 'eq', value: '5' },
      { field: 'lastContactAt', op: 'notWithin', value: 'last:30d' },
    ],
  });
  expect(filterOf({})).toBeNull();
});

test('none of several goes down to the tests, where most have a word of their own', () => {
  expect(asked({ kind: 'none', items: [is('tags', 'VIP', '重点'), { field: 'name', op: 'contains', values: ['海'] }, { field: 'rating', op: 'lt', values: ['3'] }] })).toEqual({
    and: [{ field: 'tags', op: 'nin', value: ['VIP', '重点'] }, { field: 'name', op: 'notContains', value: '海' }, { not: { field: 'rating', op: 'lt', value: '3' } }],
  });
  expect(asked({ kind: 'notAll', items: [is('size', 'a'), { kind: 'none', items: [is('source', 'b'), is('source', 'c')] }] })).toEqual({
    or: [{ field: 'size', op: 'ne', value: 'a' }, { field: 'source', op: 'eq', value: 'b' }, { field: 'source', op: 'eq', value: 'c' }],
  });
});

test('days are the user’s own for instants, and themselves for days', () => {
  expect(asked({ field: 'createdAt', op: 'on', values: ['2026-11-01', '2026-11-02'] })).toEqual({
    and: [{ field: 'createdAt', op: 'gte', value: '2026-10-31T16:00:00.000Z' }, { field: 'createdAt', op: 'lt', value: '2026-11-02T16:00:00.000Z' }],
  });
  expect(asked({ field: 'foundedOn', op: 'before', values: ['2026-11-01'] })).toEqual({ field: 'foundedOn', op: 'lt', value: '2026-11-01' });
});
