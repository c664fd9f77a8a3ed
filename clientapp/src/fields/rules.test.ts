import { expect, test } from 'vitest';
import { changesOf, flat, memberOf, nested, withChanges } from './added';
import { holds, marksOf, type Rule } from './rules';

const record = { source: 'partner', status: null, rating: 4, annualRevenue: { amount: '1200000', currency: 'CNY' }, custom: { tier: 'gold' } };

test.each([
  [{ field: 'source', op: 'eq', value: 'partner' }, true],
  [{ field: 'source', op: 'nin', value: ['web', 'fair'] }, true],
  [{ field: 'status', op: 'isEmpty', value: true }, true],
  [{ field: 'custom.tier', op: 'in', value: ['gold', 'silver'] }, true],
  [{ field: 'rating', op: 'gte', value: '5' }, false],
  [{ field: 'annualRevenue', op: 'gt', value: '1000000' }, true],
  [{ and: [{ field: 'source', op: 'eq', value: 'partner' }, { field: 'rating', op: 'lt', value: '3' }] }, false],
  [{ or: [{ field: 'rating', op: 'lt', value: '3' }, { field: 'custom.tier', op: 'eq', value: 'gold' }] }, true],
  [{ not: { field: 'source', op: 'eq', value: 'partner' } }, false],
  // Only the server knows whose team it is, what day it is, and how letters compare.
  [{ field: 'ownerId', op: 'eq', value: 'me' }, false],
  [{ field: 'source', op: 'eq', value: 'Partner' }, null],
  [{ field: 'createdAt', op: 'within', value: 'thisWeek' }, null],
  [{ and: [{ field: 'createdAt', op: 'within', value: 'thisWeek' }, { field: 'rating', op: 'lt', value: '3' }] }, false],
])('%j', (filter, expected) => expect(holds(filter as never, record)).toBe(expected));

test('a form says what must be given and what stays as it is, where it is sure', () => {
  const rule = (field: string, kind: Rule['kind'], when: unknown): Rule => ({ id: field, field, kind, when, pattern: null, operator: null, otherField: null, value: null, options: [], messageZh: '不能改', messageEn: 'Stays' });
  const rules = [rule('custom.tier', 'required', { field: 'source', op: 'eq', value: 'partner' }), rule('rating', 'read_only', null), rule('status', 'required', { field: 'createdAt', op: 'within', value: 'today' }), rule('name', 'pattern', null)];
  expect([...marksOf(rules, record, false)]).toEqual([['custom.tier', { required: true }], ['rating', { locked: '不能改' }]]);
});

test('added fields are members of their own where changes meet, and lie together where they are sent', () => {
  expect(memberOf(record, 'custom.tier')).toBe('gold');
  expect(changesOf('custom.tier', null)).toEqual({ custom: { tier: null } });
  expect(flat({ name: 'A', custom: { tier: 'gold', on: 1 } })).toEqual({ name: 'A', 'custom.tier': 'gold', 'custom.on': 1 });
  expect(nested({ name: 'A', 'custom.tier': 'gold' })).toEqual({ name: 'A', custom: { tier: 'gold' } });
  expect(withChanges(record, { custom: { on: 1 } }).custom).toEqual({ tier: 'gold', on: 1 });
});
